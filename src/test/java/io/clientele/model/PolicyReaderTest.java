package io.clientele.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyReaderTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private PolicyTable only(String yaml) throws IOException {
        Files.writeString(folder.resolve("limits.yaml"), yaml);
        List<PolicyTable> tables = PolicyReader.read(folder);
        assertThat(tables).hasSize(1);
        return tables.get(0);
    }

    private String refusal() {
        Refusal refusal = catchThrowableOfType(Refusal.class, () -> PolicyReader.read(folder));
        return String.valueOf(refusal.getMessage()).replace(folder + "/", "");
    }

    @Test
    void aMappingIsOneRowOfTheFiveFlatTypes() throws IOException {
        PolicyTable table = only("""
                window_days: 365
                share: 0.25
                cost: -.5
                is_strict: yes
                begins_on: 2026-01-01
                scheme: "12"
                says: 人
                """);

        assertThat(table.relation()).hasToString("config.limits");
        assertThat(table.columns())
                .extracting(column -> column.name() + " " + column.type() + (column.nullable() ? "?" : ""))
                .containsExactly(
                        "window_days bigint",
                        "share decimal(18,6)",
                        "cost decimal(18,6)",
                        "is_strict boolean",
                        "begins_on date",
                        "scheme varchar",
                        "says varchar");
        assertThat(table.rows())
                .containsExactly(List.of(
                        365L,
                        new BigDecimal("0.250000"),
                        new BigDecimal("-0.500000"),
                        true,
                        LocalDate.of(2026, 1, 1),
                        "12",
                        "人"));
    }

    @Test
    void aListOfThreeMappingsIsATableInWhichWholeAndBrokenNumbersAreDecimals() throws IOException {
        PolicyTable table = only("""
                - {tier: gold, at_least: 0.5}
                - {tier: iron, at_least: 1, note: rest}
                - {tier: lead, at_least: null}
                """);

        assertThat(table.columns())
                .extracting(column -> column.name() + " " + column.type() + (column.nullable() ? "?" : ""))
                .containsExactly("tier varchar", "at_least decimal(18,6)?", "note varchar?");
        assertThat(table.rows())
                .containsExactly(
                        Arrays.asList("gold", new BigDecimal("0.500000"), null),
                        Arrays.asList("iron", new BigDecimal("1.000000"), "rest"),
                        Arrays.asList("lead", null, null));
    }

    @Test
    void tenProblemsOfEightPoliciesThatAreNoTablesAreToldAtOnceWithTheirLines() throws IOException {
        Files.writeString(folder.resolve("a_nested.yaml"), "days: 1\ntiers: [1, 2]\nmore: {x: 1}\n");
        Files.writeString(folder.resolve("b_mixed.yaml"), "- {limit: 1}\n- {limit: many}\n");
        Files.writeString(folder.resolve("c_nothing.yaml"), "limit:\n");
        Files.writeString(folder.resolve("d_scalar.yaml"), "just text\n");
        Files.writeString(folder.resolve("e_empty.yaml"), "# nothing\n");
        Files.writeString(folder.resolve("f-name.yaml"), "x: 1\n");
        Files.writeString(folder.resolve("g_digits.yaml"), "x: 1\nshare: 0.12345678\nhuge: 99999999999999999999\n");
        Files.write(folder.resolve("h_latin.yaml"), "says: Größe\n".getBytes(StandardCharsets.ISO_8859_1));
        Files.writeString(folder.resolve("ignored.txt"), "not a policy");

        assertThat(refusal()).isEqualTo("""
                Cannot read the policies: 10 problems
                  a_nested.yaml:2: tiers should have one flat type, but has [nested]
                  a_nested.yaml:3: more should have one flat type, but has [nested]
                  b_mixed.yaml:1: limit should have one flat type, but has [bigint, varchar]
                  c_nothing.yaml:1: limit has no value, so it has no type
                  d_scalar.yaml: a policy is a mapping, or a list of at least one mapping
                  e_empty.yaml: the file is empty
                  f-name.yaml: config.f-name would be no table name: use a-z, 0-9 and _
                  g_digits.yaml:2: share: 0.12345678 is no decimal(18,6)
                  g_digits.yaml:3: huge: 99999999999999999999 is no bigint
                  h_latin.yaml: not UTF-8""");
    }

    private static final String RATES = """
            says: Rates that somebody enters.
            key: [currency_code, valid_from_on]
            columns:
              currency_code: {type: varchar, says: The currency.}
              valid_from_on: {type: date, says: The first day.}
              units: {type: "decimal(18,9)", nullable: true, says: Units.}
              kind: {type: varchar, nullable: true, allowed: [spot, booked], says: What it is.}
            """;

    private PolicyTable rates() throws IOException {
        Files.writeString(folder.resolve("rates.table.yaml"), RATES);
        List<PolicyTable> tables = PolicyReader.read(folder);
        assertThat(tables).hasSize(1);
        assertThat(PolicyReader.files(folder)).allMatch(file -> file.toString().contains("rates."));
        return tables.get(0);
    }

    @Test
    void aCsvFileIsATableOfTheTypesThatItsDeclarationNamesAndMayBeAbsentOrEmpty() throws IOException {
        assertThat(rates().relation()).hasToString("config.rates");
        assertThat(rates().rows()).isEmpty();
        assertThat(rates().columns())
                .extracting(column -> column.name() + " " + column.type() + (column.nullable() ? "?" : ""))
                .containsExactly(
                        "currency_code varchar", "valid_from_on date", "units decimal(18,9)?", "kind varchar?");

        Files.writeString(folder.resolve("rates.csv"), "");
        assertThat(rates().rows()).isEmpty();

        Files.writeString(
                folder.resolve("rates.csv"),
                "\uFEFFcurrency_code,valid_from_on,units,kind\r\n"
                        + "USD,2026-01-01,1.08,spot\r\n\"CHF\", 2026-01-01 ,,\r\n\r\n");
        assertThat(rates().rows())
                .containsExactly(
                        Arrays.asList("USD", LocalDate.of(2026, 1, 1), new BigDecimal("1.080000000"), "spot"),
                        Arrays.asList("CHF", LocalDate.of(2026, 1, 1), null, null));
    }

    @Test
    void sevenWrongLinesOfACsvFileAreToldAtOnce() throws IOException {
        Files.writeString(folder.resolve("rates.table.yaml"), RATES);
        Files.writeString(folder.resolve("rates.csv"), """
                currency_code,valid_from_on,units,kind
                USD,31.12.2026,1.08,spot
                USD,2026-01-01,"1,08",spot
                ,2026-01-01,0.1234567891,spot
                CHF,2026-01-01,1
                JPY,2026-01-01,1,boked
                GBP,2026-01-01,1,
                GBP,2026-01-01,2,
                """);

        assertThat(refusal()).isEqualTo("""
                Cannot read the policies: 7 problems
                  rates.csv:2: valid_from_on: 31.12.2026 is no date
                  rates.csv:3: units: 1,08 is no decimal(18,9)
                  rates.csv:4: currency_code must have a value
                  rates.csv:4: units: 0.1234567891 is no decimal(18,9)
                  rates.csv:5: has 3 fields, not 4
                  rates.csv:6: kind: boked is none of [spot, booked] (did you mean booked?)
                  rates.csv:8: currency_code, valid_from_on: the same as on line 7: [GBP, 2026-01-01]""");
    }

    @Test
    void aCsvFileWithoutDeclarationAnotherHeaderOrAnotherEncodingIsRefused() throws IOException {
        Files.writeString(folder.resolve("alone.csv"), "a,b\n");
        Files.writeString(folder.resolve("rates.table.yaml"), RATES);
        Files.writeString(folder.resolve("rates.csv"), "currency_code;valid_from_on;units;kind\n");
        Files.writeString(folder.resolve("twice.table.yaml"), RATES);
        Files.writeString(folder.resolve("twice.yaml"), "x: 1\n");
        Files.writeString(folder.resolve("wrong.table.yaml"), RATES.replace("key: [cur", "key: [kur"));
        Files.writeString(folder.resolve("z.table.yaml"), RATES);
        Files.write(folder.resolve("z.csv"), "Größe\n".getBytes(StandardCharsets.ISO_8859_1));

        assertThat(refusal()).isEqualTo("""
                Cannot read the policies: 5 problems
                  alone.csv: there is no alone.table.yaml beside it that names its types
                  rates.csv:1: the header should be currency_code,valid_from_on,units,kind, not \
                currency_code;valid_from_on;units;kind
                  twice.table.yaml: config.twice is twice.yaml already
                  wrong.table.yaml:2: key: no column kurrency_code (did you mean currency_code?)
                  z.csv: not UTF-8""");
    }

    @Test
    void aFolderThatIsNotThereIsRefused() {
        Path missing = folder.resolve("missing");

        assertThat(catchThrowableOfType(Refusal.class, () -> PolicyReader.read(missing)))
                .hasMessage("Cannot read the policies: there is no folder " + missing);
    }

    @Test
    void theShippedPoliciesAreReadAndEachHasARowButThoseThatOperatorsFill() {
        assertThat(PolicyReader.read(Path.of("config/policy")))
                .hasSizeGreaterThanOrEqualTo(9)
                .filteredOn(table -> table.rows().isEmpty())
                .extracting(PolicyTable::name)
                .containsExactly("durable_categories", "exchange_rates", "identity_decisions", "rebate_tiers");
    }
}
