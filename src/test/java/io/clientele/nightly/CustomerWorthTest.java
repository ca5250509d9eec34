package io.clientele.nightly;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What customer_value_v1 says of the sample company, against what was planted in it. */
@ExtendWith(SampleNight.class)
class CustomerWorthTest {

    private static final String CUSTOMERS =
            "(select * from customer_value_v1 where level = 'customer') as v inner join (select * replace"
                    + " (cast(customer_id as varchar) as customer_id) from read_csv('data/sample/truth/customer_truth.csv'))"
                    + " as t on t.customer_id = v.customer_id ";

    private final SampleNight.Books night;

    CustomerWorthTest(SampleNight.Books night) {
        this.night = night;
    }

    @Test
    void of409CustomersWhat100DeclareIsThePlantedShareOfWalletWithinAThousandth() throws SQLException {
        assertThat(night.rows("select share_of_wallet_method, count(*) from customer_value_v1 where level = 'customer'"
                        + " group by share_of_wallet_method order by 1 nulls last"))
                .containsExactly("DECLARED 100", "PEERS 299", "null 10");
        assertThat(night.rows(
                        "select count(*), count(*) filter (where abs(v.share_of_wallet_mid - t.share_of_wallet) < 0.001) from "
                                + CUSTOMERS + "where v.share_of_wallet_method = 'DECLARED'"))
                .containsExactly("100 100");
    }

    @Test
    void of381NewProductsInCategoriesBoughtBefore46WereTakenWithinHalfAYearAsTheFilesSay() throws SQLException {
        assertThat(night.rows("""
                with articles as (
                    select ARTIKELNR, WARENGRUPPE, ARTIKELART, strptime(EINGEFUEHRT, '%d.%m.%Y')::date as launched_on
                    from read_csv('data/sample/erp/artikel.csv', delim = ';', all_varchar = true)
                ),
                customers as (
                    select KUNDENNR, coalesce(ZUSAMMENGEFUEHRT_IN, KUNDENNR) as customer_id
                    from read_csv('data/sample/erp/kunden.csv', delim = ';', all_varchar = true)
                ),
                bought as (
                    select customer_id, ARTIKELNR, min(strptime(DATUM, '%d.%m.%Y')::date) as first_on
                    from read_csv('data/sample/erp/auftragspositionen.csv', delim = ';', all_varchar = true)
                    join read_csv('data/sample/erp/auftraege.csv', delim = ';', all_varchar = true) using (AUFTRAGNR)
                    join customers using (KUNDENNR)
                    where RETOURE = '0' and STATUS in ('done', 'confirmed') and MENGE not like '-%'
                    group by all
                ),
                categories as (
                    select customer_id, WARENGRUPPE, min(first_on) as first_on
                    from bought join articles using (ARTIKELNR) group by all
                )
                select count(*), count(*) filter (where bought.first_on between launched_on and launched_on + 180)
                from articles
                join categories using (WARENGRUPPE)
                left join bought on bought.ARTIKELNR = articles.ARTIKELNR and bought.customer_id = categories.customer_id
                where ARTIKELART = 'goods' and categories.first_on < launched_on
                    and launched_on > date '2023-11-20' and launched_on + 180 <= date '2026-11-20'""")).containsExactly("381 46");
        assertThat(night.rows("select launch_uptake_abstain_reason, count(*), sum(launch_eligible_count),"
                        + " sum(launch_taken_count), count(launch_uptake_rate) from customer_value_v1"
                        + " where level = 'customer' group by all order by all"))
                .containsExactly("NEVER_BOUGHT 42 0 0 0", "NO_LAUNCH 105 0 0 0", "null 262 381 46 262");
    }

    @Test
    void theReceivablesAreTheDeliveredOpenAmountsLess2500OnAccount() throws SQLException {
        assertThat(night.rows("""
                select abs(open_amount - 2500 - (select sum(receivable_amount) from customer_value_v1 where level = 'customer')) < 0.5
                from (
                    select sum(cast(replace(OFFEN, ',', '.') as double) * cast(replace(KURS, ',', '.') as double)) as open_amount
                    from read_csv('data/sample/erp/rechnungen.csv', delim = ';', all_varchar = true)
                    where STATUS in ('posted', 'paid')
                )""")).containsExactly("true");
    }

    @Test
    void whatIs90DaysLateIsAllOwedBy14InsolventCustomersWhoLoseOver5TimesAsMuchAsOthers() throws SQLException {
        assertThat(night.rows("select count(*) from " + CUSTOMERS + "where t.churn_reason = 'insolvency'"))
                .containsExactly("14");
        assertThat(night.rows("select distinct t.churn_reason from " + CUSTOMERS + "where v.overdue_90d_amount > 0"))
                .containsExactly("insolvency");
        assertThat(night.rows("select avg(v.credit_loss_rate) filter (where t.churn_reason = 'insolvency')"
                        + " > 5 * avg(v.credit_loss_rate) filter (where coalesce(t.churn_reason, '') <> 'insolvency') from "
                        + CUSTOMERS))
                .containsExactly("true");
    }

    @Test
    void theAverageCustomerWhoStaysIsWorth5TimesTheOneWhoLeft() throws SQLException {
        assertThat(night.rows("select avg(v.future_value_amount) filter (where t.pattern = 'regular')"
                        + " > 5 * avg(v.future_value_amount) filter (where t.pattern = 'churned') from " + CUSTOMERS))
                .containsExactly("true");
    }

    @Test
    void accountsWithEqualValuesScoreAlikeAndThe287ActiveOnesHaveAScoreWithItsTrace() throws SQLException {
        assertThat(night.rows(
                        "select count(*), count(*) filter (where rule_trace_en like '% of 100 points, %' and rule_trace_zh like '%分%')"
                                + " from customer_value_v1 where level = 'customer' and key_account_score is not null"))
                .containsExactly("287 287");
        assertThat(night.rows("""
                select count(*) from (
                    select category_count_12m from customer_value_v1
                    where level = 'customer' and score_known_weight = 1
                    group by category_count_12m having count(distinct score_breadth_points) > 1
                )""")).containsExactly("0");
    }
}
