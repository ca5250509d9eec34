package io.clientele.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Prices of which little or nothing can be learned: every contract holds, and what is not known is null and says why. */
class BadPricesTest {

    private static final String REASONS =
            "select distinct coalesce(elasticity_abstain_reason, 'KNOWN') || ' ' || price_class from marts.price_sensitivity_v1"
                    + " where level = 'customer' order by 1";

    @SuppressWarnings("NullAway.Init")
    private PriceHouse house;

    @BeforeEach
    void open() {
        house = new PriceHouse("2026-11-20");
    }

    @AfterEach
    void close() {
        house.close();
    }

    /** Sixty customers of two groups buy in twelve months. @param columns product_id, quantity, net_amount and list_unit_price of customer c, month m and number n */
    private void sell(int customers, String columns) {
        house.replace("staged.order_lines", """
                select 'C' || c as customer_id, 'EUR' as currency_code, 'goods' as line_kind,
                    cast(date '2025-11-05' + to_months(cast(m as integer)) as date) as ordered_on, true as is_purchase,
                    %s
                from (select c, m, c * 12 + m as n from range(%d) as r(c), range(12) as s(m))""".formatted(columns, customers));
        house.replace("staged.accounts", """
                select distinct 'customer' as level, customer_id as account_id, customer_id from staged.order_lines
                union all
                select distinct 'parent' as level, 'G' as account_id, customer_id from staged.order_lines""");
        house.make("metrics.price_observations");
        house.makeFromObservations("'ANY'");
    }

    private static String columns(String product, String quantity, String price, String list) {
        return product + " as product_id, cast(" + quantity + " as decimal(18, 6)) as quantity, cast(round((" + price
                + ") * (" + quantity + "), 4) as decimal(18, 4)) as net_amount, cast(" + list
                + " as decimal(18, 4)) as list_unit_price";
    }

    private static final String MOVING_PRICE = "10 - (n * 7 % 5) * 0.5";
    private static final String ANSWERING_QUANTITY =
            "round(1000 * pow(" + MOVING_PRICE + ", -2) * (1 + (n * 13 % 11) / 50.0), 3)";

    @Test
    void withoutListPricesTheMeanPriceOfTheProductIsTheReferenceAndTheRowSaysSo() {
        sell(60, columns("'P'", ANSWERING_QUANTITY, MOVING_PRICE, "null"));
        assertThat(house.texts("select distinct reference_price_method from marts.price_sensitivity_v1"))
                .containsExactly("NET_PRICE");
        assertThat(house.number("select avg(elasticity) from marts.price_sensitivity_v1"))
                .isBetween(-2.2, -1.8);
        assertThat(house.number("select count(elasticity) from marts.price_sensitivity_v1 where level = 'customer'"))
                .isEqualTo(60);
        assertThat(house.broken()).isEmpty();
    }

    @Test
    void contractCustomersWhosePriceNeverMovesHaveNoElasticity() {
        sell(60, columns("'P'", "1 + n % 7", "9", "10"));
        assertThat(house.texts(REASONS)).containsExactly("NO_PRICE_VARIATION INSUFFICIENT");
        assertThat(house.texts("select status from metrics.price_priors")).containsOnly("TOO_FEW_CUSTOMERS");
        assertThat(house.texts("select sentence_en from marts.price_sensitivity_v1 where customer_id = 'C1'"))
                .containsExactly("Cannot say whether it buys on price: its prices hardly ever moved.");
        assertThat(house.broken()).isEmpty();
    }

    @Test
    void twoCustomersWithPricesEnoughHaveNobodyToBeComparedWith() {
        sell(2, columns("'P'", ANSWERING_QUANTITY, MOVING_PRICE, "10"));
        assertThat(house.texts(REASONS)).containsExactly("TOO_FEW_CUSTOMERS INSUFFICIENT");
        assertThat(house.broken()).isEmpty();
    }

    @Test
    void sixtyCustomersWhoAlwaysBuyOnePieceWhateverItCostsTellNoChanceFromAnAnswer() {
        sell(60, columns("'P'", "1", MOVING_PRICE, "10"));
        assertThat(house.texts("select distinct status from metrics.price_priors"))
                .containsExactly("NOTHING_APART");
        assertThat(house.number("select count(elasticity) from metrics.price_elasticities"))
                .isZero();
        assertThat(house.broken()).isEmpty();
    }

    @Test
    void ofAProductThatEachCustomerBoughtOnceNothingIsLearned() {
        sell(60, columns("'P' || n", "1 + n % 7", MOVING_PRICE, "10") + ", 1 as one");
        assertThat(house.number(
                        "select max(abs(price_quantity_products)) from metrics.price_slopes where effects = 'CELLS'"))
                .isLessThan(1e-6);
        assertThat(house.broken()).isEmpty();
    }

    @Test
    void freeGoodsAndAPriceOf0AreNoPricesAndAThousandthOfAPieceIsOne() {
        sell(60, columns("'P'", "0.001", "case when m % 2 = 0 then 0 else 1000 + 10 * (n % 5) end", "1000"));
        assertThat(house.number("select count(*) from metrics.price_observations"))
                .isEqualTo(360);
        assertThat(house.broken()).isEmpty();
    }

    @Test
    void aNightWithoutASingleLineTellsEveryCustomerWhy() {
        house.replace("staged.accounts", "select 'customer' as level, 'C1' as account_id, 'C1' as customer_id");
        house.make("metrics.price_observations");
        house.makeFromObservations("'ANY'");
        assertThat(house.texts(REASONS)).containsExactly("NO_PRICE_OBSERVATIONS INSUFFICIENT");
        assertThat(house.texts("select sentence_zh from marts.price_sensitivity_v1"))
                .containsExactly("无法判断是否对价格敏感：近36个月没有有价格的购买。");
        assertThat(house.broken()).isEmpty();
    }

    @Test
    void aGroupHasTheObservationsOfItsSixtyMembers() {
        sell(60, columns("'P'", ANSWERING_QUANTITY, MOVING_PRICE, "10"));
        assertThat(house.number("select observation_count from marts.price_sensitivity_v1 where level = 'parent'"))
                .isEqualTo(720);
        assertThat(
                        house.number(
                                "select elasticity_high - elasticity_low from marts.price_sensitivity_v1 where level = 'parent'"))
                .isLessThan(
                        house.number(
                                "select min(elasticity_high - elasticity_low) from marts.price_sensitivity_v1 where level = 'customer'"));
    }
}
