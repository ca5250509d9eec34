package io.clientele.generate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.yaml.snakeyaml.Yaml;

class SampleTest {
    private static final Company DOCUMENTED = new Company(400, 12_000, 42);
    private static final Path DATA = Path.of("data");

    /** Tables with a row in the list of oddities that must be quarantined. */
    private static final String QUARANTINED = "(select key from truth.oddities where expect like '%quarantined%')";

    private static Generated sample;

    @BeforeAll
    static void open() throws Exception {
        sample = Generated.open(DATA.resolve("sample"), Format.CSV);
    }

    @AfterAll
    static void close() throws Exception {
        sample.close();
    }

    @Test
    void theTrackedSampleIsWhatTheGeneratorMakes(@TempDir Path out) throws Exception {
        DOCUMENTED.writeTo(out, Format.CSV);
        Map<String, byte[]> made = CompanyTest.files(out);
        made.keySet().removeIf(name -> name.startsWith("sources/"));
        Map<String, byte[]> tracked = CompanyTest.files(DATA.resolve("sample"));
        tracked.keySet().removeIf(name -> name.startsWith("sources/"));

        assertThat(tracked).containsOnlyKeys(made.keySet());
        made.forEach((name, bytes) -> assertThat(tracked.get(name)).as(name).isEqualTo(bytes));
        assertThat(tracked.values().stream().mapToLong(bytes -> bytes.length).sum())
                .isLessThan(4L << 20);
    }

    @ParameterizedTest
    @EnumSource(
            value = Source.class,
            names = {"ERP", "CRM"})
    void theTrackedSourceFilesMapEveryDeliveredColumn(Source source) throws Exception {
        Path tracked = Path.of("config/sources/sample-%s.yaml".formatted(source.folder()));
        String expected = SourceFile.text(source, Format.CSV, "../../data/sample/" + source.folder());
        assertThat(Files.readString(tracked)).isEqualTo(expected);
    }

    @Test
    void theSourceFilesAreYamlThatNamesEveryTable() throws Exception {
        for (Source source : List.of(Source.ERP, Source.CRM)) {
            Map<String, Object> yaml = new Yaml().load(SourceFile.text(source, Format.PARQUET, "../erp"));
            long tables = Arrays.stream(Table.values())
                    .filter(table -> table.source() == source)
                    .count();
            assertThat((Map<?, ?>) yaml.get("tables")).hasSize((int) tables);
            assertThat((Map<?, ?>) yaml.get("files")).hasSize((int) tables);
            assertThat((Map<?, ?>) yaml.get("format")).isEqualTo(Map.of("type", "parquet"));
        }
    }

    @Test
    void theReadmeListsEveryOddityAndTheCommand() throws Exception {
        String readme = Files.readString(DATA.resolve("README.md"));
        assertThat(readme)
                .contains("./clientele generate --customers %d --lines %d --seed %d --out data/sample"
                        .formatted(DOCUMENTED.customers(), DOCUMENTED.lines(), DOCUMENTED.seed()));
        List<String> rows = Files.readAllLines(DATA.resolve("sample/truth/oddities.csv"));
        assertThat(rows).hasSize(32);
        rows.stream().skip(1).map(row -> row.split(",", -1)).forEach(cells -> assertThat(readme)
                .contains(cells[1], cells[2]));
    }

    @ParameterizedTest
    @CsvSource({
        "erp.orders, order_id, 1",
        "erp.order_lines, order_line_id, 5",
        "crm.surveys, response_id, 1",
        "crm.activities, activity_id, 1",
    })
    void badRowsStayBelowHalfAPercentOfTheirTable(String table, String key, int expected) throws Exception {
        double bad = sample.number(
                "select count(distinct %s) from %s where %s in %s".formatted(key, table, key, QUARANTINED));
        assertThat(bad).isEqualTo(expected);
        assertThat(bad / sample.count(table)).isLessThan(0.005);
    }

    @Test
    void keysAreUniqueButForThePlantedOnes() throws Exception {
        for (Table table : Table.values()) {
            if (hasOwnKey(table)) {
                String key = table.columns().get(0).name();
                String repeated = "(select %s from %s.%s group by 1 having count(*) > 1)"
                        .formatted(key, table.source().folder(), table.contract());
                long expected = table == Table.ORDERS || table == Table.ORDER_LINES ? 1 : 0;
                assertThat(sample.count(repeated)).as(table.contract()).isEqualTo(expected);
            }
        }
    }

    private static boolean hasOwnKey(Table table) {
        return switch (table) {
            case EXCHANGE_RATES, OPPORTUNITY_EVENTS, DECLARED_SPEND, ODDITIES -> false;
            default -> true;
        };
    }

    @Test
    void everyRequiredCellIsFilled() throws Exception {
        for (Table table : Table.values()) {
            for (Column column : table.delivered()) {
                String empty = "%s.%s where \"%s\" is null"
                        .formatted(table.source().folder(), table.contract(), column.name());
                assertThat(column.isRequired() ? sample.count(empty) : 0)
                        .as(table.contract() + "." + column.name())
                        .isZero();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "erp.order_lines, order_id, erp.orders, order_id, 3",
        "erp.orders, customer_id, erp.customers, customer_id, 0",
        "erp.orders, return_of_order_id, erp.orders, order_id, 0",
        "erp.orders, account_manager_id, erp.account_managers, account_manager_id, 0",
        "erp.orders, agent_id, erp.agents, agent_id, 0",
        "erp.order_lines, product_id, erp.products, product_id, 0",
        "erp.products, category_id, erp.product_categories, category_id, 0",
        "erp.product_categories, parent_category_id, erp.product_categories, category_id, 0",
        "erp.customers, parent_customer_id, erp.customers, customer_id, 0",
        "erp.customers, merged_into_id, erp.customers, customer_id, 0",
        "erp.customers, account_manager_id, erp.account_managers, account_manager_id, 0",
        "erp.price_list_items, product_id, erp.products, product_id, 0",
        "erp.price_list_items, customer_id, erp.customers, customer_id, 0",
        "erp.discount_approvals, order_line_id, erp.order_lines, order_line_id, 0",
        "erp.deliveries, order_line_id, erp.order_lines, order_line_id, 0",
        "erp.returns, order_id, erp.orders, order_id, 0",
        "erp.returns, original_order_id, erp.orders, order_id, 0",
        "erp.invoices, customer_id, erp.customers, customer_id, 0",
        "erp.invoices, reverses_invoice_id, erp.invoices, invoice_id, 0",
        "erp.payments, invoice_id, erp.invoices, invoice_id, 0",
        "erp.rebates, customer_id, erp.customers, customer_id, 0",
        "erp.service_costs, complaint_id, crm.complaints, complaint_id, 0",
        "erp.installed_assets, product_id, erp.products, product_id, 0",
        "erp.sell_through, agent_id, erp.agents, agent_id, 0",
        "erp.sell_through, end_customer_id, erp.customers, customer_id, 0",
        "crm.contacts, customer_id, crm.customers, customer_id, 0",
        "crm.opportunities, customer_id, crm.customers, customer_id, 0",
        "crm.opportunities, referred_by_customer_id, crm.customers, customer_id, 0",
        "crm.opportunities, category_id, erp.product_categories, category_id, 0",
        "crm.opportunity_events, opportunity_id, crm.opportunities, opportunity_id, 0",
        "crm.activities, customer_id, crm.customers, customer_id, 1",
        "crm.activities, contact_id, crm.contacts, contact_id, 0",
        "crm.activities, account_manager_id, erp.account_managers, account_manager_id, 0",
        "crm.complaints, customer_id, crm.customers, customer_id, 0",
        "crm.complaints, order_id, erp.orders, order_id, 0",
        "crm.complaints, order_line_id, erp.order_lines, order_line_id, 0",
        "crm.surveys, customer_id, crm.customers, customer_id, 0",
        "crm.surveys, contact_id, crm.contacts, contact_id, 0",
        "crm.referrals, referred_customer_id, crm.customers, customer_id, 0",
        "crm.referrals, referring_customer_id, crm.customers, customer_id, 0",
        "crm.declared_spend, customer_id, crm.customers, customer_id, 0",
    })
    void referencesHoldButForThePlantedOrphans(String table, String column, String target, String key, long orphans)
            throws Exception {
        assertThat(sample.count("%s where trim(%s) not in (select %s from %s)".formatted(table, column, key, target)))
                .isEqualTo(orphans);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "erp.customers where name like '苏州%'                                   | 1",
                "erp.customers where name like 'Müller & Söhne Gro_armaturen GmbH'      | 1",
                "erp.customers where name like '%;%,%'                                  | 1",
                "erp.customers where name like '%\"%\"%'                                | 1",
                "erp.customers where name <> trim(name)                                 | 1",
                "erp.customers where merged_into_id is not null                         | 1",
                "erp.customers where customer_id = 'TEST'                               | 1",
                "erp.orders where ordered_on = '31.02.2026'                             | 1",
                "erp.orders where ordered_on = '01.12.2026'                             | 1",
                "erp.orders where net_amount is null and status = 'draft'               | 1",
                "erp.orders where contains(customer_reference, chr(10))              | 1",
                "erp.orders where customer_id <> trim(customer_id)                      | 1",
                "erp.order_lines where quantity = '12 Stk'                              | 1",
                "erp.payments where invoice_id is null                                  | 1",
                "crm.customers where code <> trim(code)                                 | 1",
                "crm.surveys where score::int > score_max::int                          | 1",
                "(select code from crm.customers group by 1 having count(code) > 1)     | 1",
                "erp.customers where customer_id not in (select trim(code) from crm.customers where code is not null) and tax_id not in (select tax_id from crm.customers) and customer_id <> 'TEST' | 9",
                "crm.customers where tax_id not in (select tax_id from erp.customers where tax_id is not null) | 10",
            })
    void everyOddityIsThere(String query, long expected) throws Exception {
        assertThat(sample.count(query)).isEqualTo(expected);
    }

    @Test
    void negativeLinesCancelledOrdersFreeGoodsAndForeignMoneyAreCommonEnough() throws Exception {
        assertThat(sample.count("erp.order_lines where quantity like '-%'")).isBetween(80L, 200L);
        assertThat(sample.count("erp.order_lines where net_amount like '-%'")).isBetween(150L, 400L);
        assertThat(sample.count("erp.orders where status = 'cancelled'")).isBetween(40L, 100L);
        assertThat(sample.count("erp.order_lines where unit_price = '0,00'")).isBetween(20L, 60L);
        assertThat(sample.count("erp.orders where currency_code = 'USD'")).isBetween(150L, 800L);
        assertThat(sample.count("erp.orders where currency_code = 'CHF'")).isBetween(150L, 800L);
    }

    @Test
    void nothingWasRecordedAfterTheBusinessDate() throws Exception {
        for (Table table : Table.values()) {
            boolean hasChanges =
                    table.delivered().stream().anyMatch(column -> column.name().equals("changed_at"));
            if (hasChanges) {
                String format = table.source().strptime() + " %H:%M:%S";
                String late = "%s.%s where strptime(changed_at, '%s') >= '2026-11-21'"
                        .formatted(table.source().folder(), table.contract(), format);
                assertThat(sample.count(late)).as(table.contract()).isZero();
            }
        }
    }
}
