-- By which name is a customer record compared with others?
-- The first twelve words without those of the legal form; a name of which nothing else is left compares with none.
with

source_customers as (
    select * from staged.source_customers
),

legal_forms as (
    select * from config.legal_forms
),

forms as (
    select
        plain_words(form) as form,
        stands
    from legal_forms
),

plain as (
    select
        source_system,
        source_customer_id,
        plain_words(name) as words
    from source_customers
),

endings as (
    select
        plain.source_system,
        plain.source_customer_id,
        plain.words,
        max(length(forms.form)) as ending_length
    from plain
    left join forms
        on forms.stands = 'at_end'
        and plain.words like '%' || forms.form
    group by plain.source_system, plain.source_customer_id, plain.words
),

words as (
    select
        endings.source_system,
        endings.source_customer_id,
        places.n as place,
        split_part(
            substr(endings.words, 1, cast(length(endings.words) - coalesce(endings.ending_length, 0) as integer)), ' ', places.n
        ) as word
    from endings
    cross join int_series(1, 12) as places
),

telling as (
    select
        words.source_system,
        words.source_customer_id,
        words.place,
        words.word
    from words
    left join forms
        on forms.stands = 'apart'
        and forms.form = words.word
    where words.word <> ''
        and forms.form is null
)

select
    source_system,
    source_customer_id,
    concat_ws(
        ' ',
        max(word) filter (where place = 1),
        max(word) filter (where place = 2),
        max(word) filter (where place = 3),
        max(word) filter (where place = 4),
        max(word) filter (where place = 5),
        max(word) filter (where place = 6),
        max(word) filter (where place = 7),
        max(word) filter (where place = 8),
        max(word) filter (where place = 9),
        max(word) filter (where place = 10),
        max(word) filter (where place = 11),
        max(word) filter (where place = 12)
    ) as name_key
from telling
group by source_system, source_customer_id
