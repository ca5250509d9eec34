package io.clientele.model;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The rows of a policy that is kept as CSV: UTF-8, commas, a header, a decimal point, dates like 2026-12-31; an empty field is null. */
final class PolicyCsv {

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final Path file;
    private final PolicyDeclaration declaration;
    private final List<Problem> problems;

    PolicyCsv(Path file, PolicyDeclaration declaration, List<Problem> problems) {
        this.file = file;
        this.declaration = declaration;
        this.problems = problems;
    }

    /** The rows in the order of the file; none where there is no file. What is wrong goes to the problems. */
    List<List<@Nullable Object>> rows() {
        if (!Files.exists(file)) {
            return List.of();
        }
        try {
            return rows(records(Files.readString(file)));
        } catch (CharacterCodingException e) {
            problems.add(new Problem(file, 0, "not UTF-8"));
        } catch (CsvParseException e) {
            problems.add(new Problem(file, 0, "not CSV: " + e.getMessage()));
        } catch (IOException e) {
            problems.add(new Problem(file, 0, "cannot be read: " + e));
        }
        return List.of();
    }

    private static List<CsvRecord> records(String text) throws IOException {
        String plain = text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        try (CsvReader<CsvRecord> reader = CsvReader.builder()
                .allowMissingFields(true)
                .allowExtraFields(true)
                .ofCsvRecord(plain)) {
            return reader.stream().toList();
        }
    }

    private List<List<@Nullable Object>> rows(List<CsvRecord> records) {
        List<String> names = declaration.columns().stream().map(Column::name).toList();
        if (records.isEmpty()) {
            return List.of();
        }
        List<String> header =
                records.get(0).getFields().stream().map(String::strip).toList();
        if (!header.equals(names)) {
            problems.add(new Problem(
                    file, 1, "the header should be " + String.join(",", names) + ", not " + String.join(",", header)));
            return List.of();
        }
        List<List<@Nullable Object>> rows = new ArrayList<>();
        Map<List<@Nullable Object>, Integer> seen = new HashMap<>();
        for (CsvRecord read : records.subList(1, records.size())) {
            int line = Math.toIntExact(read.getStartingLineNumber());
            row(read, line).ifPresent(row -> {
                Integer first = seen.putIfAbsent(key(row), line);
                if (first != null) {
                    problems.add(new Problem(
                            file,
                            line,
                            String.join(", ", declaration.key()) + ": the same as on line " + first + ": " + key(row)));
                }
                rows.add(row);
            });
        }
        return rows;
    }

    private Optional<List<@Nullable Object>> row(CsvRecord read, int line) {
        int width = declaration.columns().size();
        if (read.getFieldCount() != width) {
            problems.add(new Problem(file, line, "has " + read.getFieldCount() + " fields, not " + width));
            return Optional.empty();
        }
        List<@Nullable Object> row = new ArrayList<>();
        int before = problems.size();
        for (int i = 0; i < width; i++) {
            row.add(value(declaration.columns().get(i), read.getField(i).strip(), line));
        }
        return problems.size() == before ? Optional.of(row) : Optional.empty();
    }

    private List<@Nullable Object> key(List<@Nullable Object> row) {
        List<@Nullable Object> key = new ArrayList<>();
        for (int i = 0; i < row.size(); i++) {
            if (declaration.key().contains(declaration.columns().get(i).name())) {
                key.add(row.get(i));
            }
        }
        return key;
    }

    private @Nullable Object value(Column column, String text, int line) {
        if (text.isEmpty()) {
            if (!column.nullable()) {
                problems.add(new Problem(file, line, column.name() + " must have a value"));
            }
            return null;
        }
        if (!column.allowed().isEmpty() && !column.allowed().contains(text)) {
            problems.add(new Problem(
                    file,
                    line,
                    column.name() + ": " + text + " is none of " + column.allowed()
                            + Nearest.hint(text, column.allowed())));
            return null;
        }
        Optional<Object> value = parsed(column.type(), text);
        if (value.isEmpty()) {
            problems.add(new Problem(file, line, column.name() + ": " + text + " is no " + column.type()));
        }
        return value.orElse(null);
    }

    private static Optional<Object> parsed(ColumnType type, String text) {
        try {
            return switch (type.kind()) {
                case VARCHAR -> Optional.of(text);
                case DATE -> Optional.of(LocalDate.parse(text));
                case BIGINT -> Optional.of(Long.parseLong(text));
                case DECIMAL -> decimal(type, text);
                case BOOLEAN ->
                    text.equals("true") || text.equals("false")
                            ? Optional.of(Boolean.parseBoolean(text))
                            : Optional.empty();
                case INTEGER, DOUBLE, TIMESTAMP -> throw new IllegalStateException("the grammar refuses " + type);
            };
        } catch (NumberFormatException | DateTimeException e) {
            return Optional.empty(); // the caller says of which type it is not
        }
    }

    /** A number that keeps every digit in its column. */
    private static Optional<Object> decimal(ColumnType type, String text) {
        BigDecimal number = new BigDecimal(text);
        boolean fits = number.stripTrailingZeros().scale() <= type.scale()
                && number.precision() - number.scale() <= type.precision() - type.scale();
        return fits ? Optional.of(number.setScale(type.scale(), RoundingMode.UNNECESSARY)) : Optional.empty();
    }
}
