package io.clientele.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CompanyTest {
    private static final Company SMALL = new Company(150, 3000, 1);

    static Map<String, byte[]> files(Path folder) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                files.put(folder.relativize(path).toString().replace('\\', '/'), Files.readAllBytes(path));
            }
        }
        return files;
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    void theSameSeedMakesTheSameBytes(Format format, @TempDir Path out) throws IOException {
        SMALL.writeTo(out.resolve("a"), format);
        SMALL.writeTo(out.resolve("b"), format);

        Map<String, byte[]> first = files(out.resolve("a"));
        Map<String, byte[]> second = files(out.resolve("b"));
        assertThat(first).hasSize(Table.values().length + 2).hasSameSizeAs(second);
        first.forEach((name, bytes) -> assertThat(second.get(name)).as(name).isEqualTo(bytes));
    }

    @Test
    void anotherSeedMakesAnotherCompany(@TempDir Path out) throws IOException {
        SMALL.writeTo(out.resolve("a"), Format.CSV);
        new Company(150, 3000, 2).writeTo(out.resolve("b"), Format.CSV);

        assertThat(out.resolve("a/erp/auftragspositionen.csv"))
                .content()
                .isNotEqualTo(Files.readString(out.resolve("b/erp/auftragspositionen.csv")));
    }

    @ParameterizedTest
    @CsvSource({"400, 12000, 2026", "100, 1000, 3", "300, 30000, 4", "100, 20000, 5", "2000, 20000, 6"})
    void linesAreWithinOnePercentOfWhatWasAskedFor(int customers, long lines, long seed, @TempDir Path out)
            throws Exception {
        try (Generated company = Generated.make(new Company(customers, lines, seed), out)) {
            double written = company.count("erp.order_lines");
            double extra = lines < 12_000 ? 20 : 0;
            assertThat(written).isBetween(lines * 0.99 - extra, lines * 1.01 + extra);
        }
    }

    @Test
    void csvAndParquetTellTheSame(@TempDir Path out) throws Exception {
        SMALL.writeTo(out, Format.CSV);
        SMALL.writeTo(out, Format.PARQUET);
        try (Generated text = Generated.open(out, Format.CSV);
                Generated typed = Generated.open(out, Format.PARQUET)) {
            for (Table table : Table.values()) {
                String name = table.source().folder() + "." + table.contract();
                assertThat(text.count(name)).as(name).isEqualTo(typed.count(name));
            }
            assertThat(
                            text.number(
                                    "select sum(replace(net_amount, ',', '.')::decimal(18, 2)) from erp.orders where ordered_on <> '31.02.2026'"))
                    .isEqualTo(typed.number("select sum(net_amount) from erp.orders where ordered_on is not null"));
            assertThat(text.number("select sum(epoch(strptime(changed_at, '%d.%m.%Y %H:%M:%S'))) from erp.orders"))
                    .as("Berlin is one or two hours ahead of UTC")
                    .isGreaterThan(typed.number("select sum(epoch(changed_at)) + 3600 * count(*) from erp.orders"))
                    .isLessThan(typed.number("select sum(epoch(changed_at)) + 7200 * count(*) from erp.orders"));
        }
    }

    @Test
    void progressEndsAtTheLastLine(@TempDir Path out) throws Exception {
        List<Long> seen = new ArrayList<>();
        SMALL.writeTo(out, Format.PARQUET, (written, asked) -> seen.add(written));
        try (Generated company = Generated.open(out, Format.PARQUET)) {
            assertThat(seen).isSorted().hasSize(151).endsWith(company.count("erp.order_lines"));
        }
    }

    @Test
    void aCompanyTooSmallForItsOdditiesIsRefused() {
        assertThatThrownBy(() -> new Company(99, 3000, 1))
                .hasMessage("Cannot generate a company: expected at least 100 customers, found 99");
        assertThatThrownBy(() -> new Company(200, 1999, 1))
                .hasMessage("Cannot generate a company: expected at least 2000 lines for 200 customers, found 1999");
    }
}
