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

    @Test
    void aFolderThatIsNotThereIsRefused() {
        Path missing = folder.resolve("missing");

        assertThat(catchThrowableOfType(Refusal.class, () -> PolicyReader.read(missing)))
                .hasMessage("Cannot read the policies: there is no folder " + missing);
    }

    @Test
    void theShippedPoliciesAreReadAndEachHasARow() {
        assertThat(PolicyReader.read(Path.of("config/policy")))
                .hasSizeGreaterThanOrEqualTo(7)
                .allSatisfy(table -> assertThat(table.rows()).isNotEmpty());
    }
}
