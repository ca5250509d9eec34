package io.clientele.generate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The file that maps what a generated source delivers to the landing contract. */
final class SourceFile {
    private static final String TEST_ACCOUNT = """
                keep: %s <> 'TEST'
                because: the test account of the installation
            """;

    private final StringBuilder yaml = new StringBuilder();

    private SourceFile() {}

    static void write(Path out, Format format) throws IOException {
        Path folder = Files.createDirectories(out.resolve("sources"));
        for (Source source : new Source[] {Source.ERP, Source.CRM}) {
            String text = text(source, format, "../" + source.folder());
            Files.writeString(folder.resolve(source.folder() + ".yaml"), text);
        }
    }

    /**
     * @param folder where the files are, relative to the source file
     */
    static String text(Source source, Format format, String folder) {
        SourceFile file = new SourceFile();
        file.head(source, folder);
        file.format(source, format);
        file.files(source, format);
        file.tables(source, format);
        return file.yaml.toString();
    }

    private void head(Source source, String folder) {
        yaml.append("source: ").append(source.folder()).append('\n');
        yaml.append("kind: ").append(source.folder()).append('\n');
        yaml.append("says: \"").append(source.says()).append("\"\n");
        yaml.append("folder: ").append(folder).append('\n');
    }

    private void format(Source source, Format format) {
        yaml.append("format:\n  type: ").append(format.extension()).append('\n');
        if (format == Format.CSV) {
            yaml.append("""
                      encoding: utf-8
                      delimiter: "%s"
                      quote: '"'
                      escape: '"'
                      decimal_separator: "%s"
                      date_format: "%s"
                      timestamp_format: "%s %%H:%%M:%%S"
                      time_zone: %s
                      null_text: [""]
                      true_text: ["1"]
                      false_text: ["0"]
                      trim: true
                    """.formatted(
                            source.delimiter(),
                            source.decimalSeparator(),
                            source.strptime(),
                            source.strptime(),
                            source.zone()));
        }
    }

    private void files(Source source, Format format) {
        yaml.append("files:\n");
        for (Table table : Table.values()) {
            if (table.source() == source) {
                yaml.append("  %s: {path: %s.%s}\n".formatted(table.file(), table.file(), format.extension()));
            }
        }
    }

    private void tables(Source source, Format format) {
        yaml.append("tables:\n");
        for (Table table : Table.values()) {
            if (table.source() == source) {
                yaml.append("  %s:\n    from: %s\n    columns:\n".formatted(table.contract(), table.file()));
                table.columns().forEach(column -> yaml.append(mapping(table, column, format)));
            }
            if (table.source() == source && table == Table.CUSTOMERS) {
                yaml.append(TEST_ACCOUNT.formatted(delivered(table.columns().get(0), format)));
            }
        }
    }

    private static String mapping(Table table, Column column, Format format) {
        String from =
                switch (column.type()) {
                    case VALUE -> "{value: " + column.delivered() + "}";
                    case SAME -> delivered(original(table, column), format);
                    case TEXT, WHOLE, DECIMAL, DATE, TIMESTAMP, FLAG -> delivered(column, format);
                };
        return "      " + column.name() + ": " + from + "\n";
    }

    private static Column original(Table table, Column twin) {
        return table.delivered().stream()
                .filter(column -> column.delivered().equals(twin.delivered()))
                .findFirst()
                .orElseThrow();
    }

    private static String delivered(Column column, Format format) {
        return format == Format.CSV ? column.delivered() : column.name();
    }
}
