-- The other side of the books: what came into the cash account.
select
    coalesce(currency_currency.code, 'EUR') as code,
    to_char(account_move.date, 'YYYY-MM') as month,
    count(*),
    sum(coalesce(amount_second_currency, debit - credit)) as amount
from account_account, account_move, account_move_line
left join currency_currency
    on currency_currency.id = account_move_line.second_currency
where account_account.id = account_move_line.account
    and account_move.id = account_move_line.move
    and account_account.name = 'Main Cash'
group by 1, 2
