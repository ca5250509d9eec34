package io.clientele.extract;

import io.clientele.model.SqlText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The files of rows that all nights have landed: of which source and folder each is, and what is in it. */
final class LandedRows {

    private static final String PARQUET = " (FORMAT parquet, COMPRESSION zstd, USE_TMP_FILE true)";

    /** The files into which a database's rows are read. */
    private static final Pattern READ = Pattern.compile("rows-\\d+\\.parquet");

    private final Path root;
    private final List<Source> sources;
    private final TakeInEngine engine;

    LandedRows(Path root, List<Source> sources, TakeInEngine engine) {
        this.root = root;
        this.sources = sources;
        this.engine = engine;
    }

    /** SQL of the rows of a file. */
    static String of(Path file) {
        return "read_parquet(" + SqlText.path(file) + ")";
    }

    /** SQL of what was landed in a folder on any night; empty where there is nothing. */
    Optional<String> everyNight(Source source, String folder) {
        String nights = mapped().stream()
                .filter(path -> path.startsWith(root.resolve(source.name()).resolve(folder)))
                .map(SqlText::path)
                .collect(Collectors.joining(", "));
        return nights.isEmpty()
                ? Optional.empty()
                : Optional.of("read_parquet([" + nights + "], union_by_name = true)");
    }

    /** Those that a source still fills in this manner. */
    List<Path> mapped() {
        return all().stream().filter(this::isMapped).toList();
    }

    List<Path> all() {
        try (Stream<Path> files = Files.isDirectory(root) ? Files.walk(root) : Stream.empty()) {
            return files.filter(LandedRows::hasRows).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean hasRows(Path file) {
        return file.getFileName().toString().equals(LandingZone.DELIVERED) || isRead(file);
    }

    /** Whether it was read of a database. */
    private static boolean isRead(Path file) {
        return READ.matcher(file.getFileName().toString()).matches();
    }

    /** Its source and its folder, as in {@code erp/orders}. */
    String place(Path file) {
        return sourceOf(file) + "/" + folderOf(file);
    }

    private String sourceOf(Path file) {
        return root.relativize(file).getName(0).toString();
    }

    private String folderOf(Path file) {
        return root.relativize(file).getName(1).toString();
    }

    /** The source of a file; empty where it is none any more. */
    Optional<Source> source(Path file) {
        return sources.stream()
                .filter(source -> source.name().equals(sourceOf(file)))
                .findFirst();
    }

    boolean isMapped(Path file) {
        boolean isRead = isRead(file);
        String folder = folderOf(file);
        return source(file).stream()
                .flatMap(source -> source.tables().values().stream())
                .anyMatch(mapping -> isRead
                        ? mapping.extract().isPresent() && mapping.table().equals(folder)
                        : mapping.files().contains(folder));
    }

    /** The mappings of tables whose rows are those of a file, as they are. */
    List<TableMapping> mappings(Path file) {
        String folder = folderOf(file);
        return source(file).stream()
                .flatMap(source -> source.tables().values().stream())
                .filter(mapping -> mapping.landedAs().filter(folder::equals).isPresent())
                .toList();
    }

    /** What holds for a file's rows, over the columns that it has. */
    Optional<RowRule> rule(Path file, Belongings belongings) {
        List<String> columns = columns(file);
        return source(file)
                .flatMap(source -> belongings.rule(source, folderOf(file)))
                .map(rule -> rule.over(columns));
    }

    /** Its columns, in lower case. */
    List<String> columns(Path file) {
        return texts("SELECT column_name FROM (DESCRIBE SELECT * FROM " + of(file) + ")").stream()
                .map(column -> column.toLowerCase(Locale.ROOT))
                .toList();
    }

    /** Puts the rows of a query in the place of a file's. */
    void rewrite(Path file, String query) throws IOException {
        Path next = file.resolveSibling("." + file.getFileName() + ".next");
        engine.execute("COPY (" + query + ") TO " + SqlText.path(next) + PARQUET);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /**
     * Takes the rows out of a file that a rule takes, if it is there.
     *
     * @return how many are left
     */
    long without(Path file, Optional<RowRule> rule) throws IOException {
        if (!Files.exists(file)) {
            return 0;
        }
        String rows = of(file);
        if (rule.isPresent() && count(rows, rule.get().isTouched()) > 0) {
            rewrite(file, rule.get().kept(rows));
        }
        return count(rows, "true");
    }

    long count(String rows, String condition) {
        Object count = engine.rows("SELECT count(*) FROM " + rows + " WHERE " + condition)
                .get(0)
                .get(0);
        return count instanceof Number number ? number.longValue() : 0;
    }

    /** The first column of a query, but for what is null. */
    List<String> texts(String query) {
        List<String> texts = new ArrayList<>();
        for (List<@Nullable Object> row : engine.rows(query)) {
            Object text = row.get(0);
            if (text != null) {
                texts.add(text.toString());
            }
        }
        return texts;
    }

    /** What is in a folder, by name; nothing where it is none. */
    static List<Path> below(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> paths = Files.list(folder)) {
            return paths.sorted().toList();
        }
    }
}
