package io.clientele.nightly;

import io.clientele.warehouse.WarehouseSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.springframework.util.unit.DataSize;

/** A company whose books are one file: who bought what on which day, what it cost, and what serving cost. The real jobs run over it. */
final class OddCompany {

    private final Path home;
    private final LocalDate today;
    private final List<String> lines = new ArrayList<>(List.of("customer,booked_on,kind,amount,cost"));
    private final List<String> deductions = new ArrayList<>(List.of("service_costs", "rebates"));
    private final Set<String> more = new TreeSet<>();
    private boolean hasInvoices = true;

    OddCompany(Path home, LocalDate today) {
        this.home = home;
        this.today = today;
    }

    OddCompany sells(String customer, LocalDate day, double amount, double cost) {
        lines.add(String.format(Locale.ROOT, "%s,%s,sale,%.4f,%.4f", customer, day, amount, cost));
        return this;
    }

    /** A sale of which nobody knows what it cost. */
    OddCompany sells(String customer, LocalDate day, double amount) {
        lines.add(String.format(Locale.ROOT, "%s,%s,sale,%.4f,", customer, day, amount));
        return this;
    }

    OddCompany serves(String customer, LocalDate day, double cost) {
        lines.add(String.format(Locale.ROOT, "%s,%s,service,%.4f,", customer, day, cost));
        return this;
    }

    /** A payment for the customer's invoice of that amount. */
    OddCompany pays(String customer, LocalDate day, double amount) {
        lines.add(String.format(Locale.ROOT, "%s,%s,payment,%.4f,", customer, day, amount));
        more.add("payments");
        return this;
    }

    OddCompany withoutInvoices() {
        hasInvoices = false;
        return this;
    }

    /** A company none of whose systems tells rebates or costs to serve. */
    OddCompany withoutDeductions() {
        deductions.clear();
        return this;
    }

    /** What the published night left to be asked. */
    record Books(Connection work) implements AutoCloseable {

        List<String> ask(String query) throws SQLException {
            return LittleHouse.answers(work, query);
        }

        /** Columns of real numbers in which a value is neither a number nor null. */
        List<String> withoutNumbers() throws SQLException {
            List<String> found = new ArrayList<>();
            for (String column : ask(
                    "select concat_ws(' ', table_schema || '.' || table_name, column_name) from information_schema.columns"
                            + " where data_type = 'DOUBLE' and table_schema in ('staged', 'metrics', 'marts') order by 1")) {
                String[] parts = column.split(" ");
                String count = ask("select count(*) from " + parts[0] + " where not isfinite(\"" + parts[1] + "\")")
                        .get(0);
                if (!count.equals("0")) {
                    found.add(column + ": " + count);
                }
            }
            return found;
        }

        @Override
        public void close() throws SQLException {
            work.close();
        }
    }

    Books night() throws IOException, SQLException {
        write("books/books.csv", String.join("\n", lines) + "\n");
        furnish();
        NightSettings settings = new NightSettings(
                Path.of("jobs"),
                Path.of("config/policy"),
                home.resolve("data"),
                Path.of("config/drivers"),
                List.of(home.resolve("sources/books.yaml")),
                null,
                ZoneId.of("UTC"),
                "EUR",
                new WarehouseSettings(DataSize.ofGigabytes(1), 2, DataSize.ofGigabytes(10)),
                Path.of("config/pseudonym.key"),
                false);
        try (RunLauncher launcher = RunLauncher.open(settings)) {
            RunOutcome outcome = launcher.run(new RunRequest(today, false, "test", null), new Recorder());
            Properties reading = new Properties();
            reading.setProperty("access_mode", "READ_ONLY");
            Path database = settings.work().resolve(outcome.night().toString()).resolve("night.duckdb");
            return new Books(DriverManager.getConnection("jdbc:duckdb:" + database.toAbsolutePath(), reading));
        }
    }

    private void furnish() throws IOException {
        StringBuilder tables = new StringBuilder();
        List<String> delivered = new ArrayList<>(List.of(
                "companies",
                "exchange_rates",
                "account_managers",
                "customers",
                "product_categories",
                "products",
                "orders",
                "order_lines"));
        if (hasInvoices) {
            delivered.add("invoices");
        }
        delivered.addAll(deductions);
        delivered.addAll(more);
        for (String table : delivered) {
            tables.append("  ").append(table).append(": {query: ").append(table).append(".sql}\n");
        }
        write(
                "sources/books.yaml",
                "source: books\nkind: erp\nfolder: ../books\nformat: {type: csv, delimiter: \",\", time_zone: UTC}\n"
                        + "files:\n  books: {path: books.csv}\ntables:\n" + tables);
        query(
                "companies",
                "distinct 'B' as company_id, 'Books' as name, 'EUR' as currency_code, 'UTC' as timezone",
                "");
        query(
                "exchange_rates",
                "distinct 'EUR' as currency_code, date '1990-01-01' as valid_from_on, cast(1 as decimal(18,9)) as units_per_company_currency",
                "");
        query("account_managers", "distinct 'HOUSE' as account_manager_id, 'House account' as name", "");
        query(
                "customers",
                "customer as customer_id, 'Customer ' || customer as name, 'company' as kind,"
                        + " min(cast(booked_on as timestamp)) as changed_at, true as is_active",
                "group by customer");
        query("product_categories", "distinct 'C' as category_id, 'Category' as name", "");
        query(
                "products",
                "distinct 'P' as product_id, 'Product' as name, 'C' as category_id, 'goods' as kind, true as is_active,"
                        + " timestamp '1990-01-01' as changed_at",
                "");
        query(
                "orders",
                "cast(_record as varchar) as order_id, 'B' as company_id, customer as customer_id,"
                        + " cast(booked_on as date) as ordered_on, 'done' as status, false as is_return, 'EUR' as currency_code,"
                        + " cast(amount as decimal(18,4)) as net_amount, cast(booked_on as timestamp) as changed_at",
                "where kind = 'sale'");
        query(
                "order_lines",
                "cast(_record as varchar) as order_line_id, cast(_record as varchar) as order_id, 'P' as product_id,"
                        + " 'goods' as kind, cast(1 as decimal(18,6)) as quantity, cast(amount as decimal(18,4)) as unit_price,"
                        + " cast(amount as decimal(18,4)) as net_amount, cast(nullif(cost, '') as decimal(18,4)) as cost_amount",
                "where kind = 'sale'");
        query(
                "invoices",
                "cast(_record as varchar) as invoice_id, 'invoice' as kind, customer as customer_id,"
                        + " cast(booked_on as date) as invoiced_on, 'posted' as status, 'EUR' as currency_code,"
                        + " cast(amount as decimal(18,4)) as net_amount, cast(booked_on as timestamp) as changed_at",
                "where kind = 'sale'");
        query(
                "payments",
                "cast(_record as varchar) as payment_id, customer as customer_id, cast(booked_on as date) as paid_on,"
                        + " (select min(cast(sale._record as varchar)) from delivered.books as sale where sale.kind = 'sale'"
                        + " and sale.customer = books.customer and sale.amount = books.amount) as invoice_id,"
                        + " cast(amount as decimal(18,4)) as amount, 'EUR' as currency_code, 'posted' as status,"
                        + " cast(booked_on as timestamp) as changed_at",
                "where kind = 'payment'");
        query(
                "service_costs",
                "cast(_record as varchar) as cost_id, customer as customer_id, cast(booked_on as date) as incurred_on,"
                        + " cast(amount as decimal(18,4)) as amount, 'EUR' as currency_code",
                "where kind = 'service'");
        query(
                "rebates",
                "cast(_record as varchar) as rebate_id, customer as customer_id, cast(booked_on as date) as period_from_on,"
                        + " cast(booked_on as date) as period_to_on, cast(amount as decimal(18,4)) as amount, 'EUR' as currency_code",
                "where kind = 'rebate'");
    }

    private void query(String table, String columns, String rest) throws IOException {
        write("sources/books/" + table + ".sql", "select " + columns + " from delivered.books " + rest + "\n");
    }

    private void write(String file, String text) throws IOException {
        Path path = home.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    /** Days that lie so many days before today. */
    static Stream<LocalDate> before(LocalDate today, int... days) {
        return Arrays.stream(days).mapToObj(today::minusDays);
    }
}
