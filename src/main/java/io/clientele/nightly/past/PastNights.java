package io.clientele.nightly.past;

import io.clientele.model.Refusal;
import io.clientele.publish.OwnFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The accounts of published nights, a file for each business date. They outlive versions, which go after a week, and the metadata of
 * runs: some twenty kilobytes a night, of counts and sums alone, and nothing deletes them.
 */
public final class PastNights {

    private static final String SUFFIX = ".json";
    private static final int DAYS_OF_A_WEEK = 7;
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .build();

    private final Path root;

    private PastNights(Path root) {
        this.root = root;
    }

    /** The folder need not exist yet. */
    public static PastNights at(Path root) {
        return new PastNights(root);
    }

    /**
     * What a night is compared with: the nights of the same weekday in the weeks before, and the last one before it. None is of a
     * later date.
     *
     * @return the newest first
     */
    public List<Figures> before(LocalDate date, int weeks) {
        TreeSet<LocalDate> known = new TreeSet<>(dates());
        TreeSet<LocalDate> chosen = new TreeSet<>(Comparator.reverseOrder());
        for (int week = 1; week <= weeks; week++) {
            LocalDate day = date.minusDays((long) DAYS_OF_A_WEEK * week);
            if (known.contains(day)) {
                chosen.add(day);
            }
        }
        Optional.ofNullable(known.lower(date)).ifPresent(chosen::add);
        return chosen.stream().map(day -> of(day).orElseThrow().night()).toList();
    }

    /** The account of a date; empty where none of its nights was published. */
    public Optional<Account> of(LocalDate date) {
        Path file = file(date);
        return Files.exists(file) ? Optional.of(read(file)) : Optional.empty();
    }

    /** Keeps the account of a night that was published, in the place of what its date had. */
    public void keep(Account account, String version) {
        Path file = file(account.night().businessDate());
        try {
            Files.createDirectories(root);
            write(account.publishedAs(version), file);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot keep what later nights are compared with: " + e.getMessage(), e);
        }
    }

    /** Writes an account; it is on disk, whole, when this returns. */
    public static void write(Account account, Path file) throws IOException {
        OwnFile.replace(file, JSON.writeValueAsBytes(account));
    }

    /**
     * Reads an account.
     *
     * @throws Refusal {@code FAILED} where it is not as it was written
     */
    public static Account read(Path file) {
        try {
            Account account = JSON.readValue(Files.readAllBytes(file), Account.class);
            if (account.formatVersion() != Account.FORMAT_VERSION) {
                throw unreadable(file, "its format is " + account.formatVersion() + ", not " + Account.FORMAT_VERSION);
            }
            return account;
        } catch (IOException | JacksonException e) {
            throw unreadable(file, "it is damaged");
        }
    }

    private static Refusal unreadable(Path file, String reason) {
        return new Refusal(
                Refusal.Kind.FAILED,
                "Cannot compare the night with earlier ones: " + reason,
                List.of("at " + file, "put it back from a copy; or move it away, and nights are compared without it"));
    }

    private List<LocalDate> dates() {
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(root)) {
            return files.map(path -> path.getFileName().toString())
                    .filter(name -> name.matches("\\d{8}\\" + SUFFIX))
                    .map(name -> LocalDate.parse(
                            name.substring(0, name.length() - SUFFIX.length()), DateTimeFormatter.BASIC_ISO_DATE))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot look for earlier nights: " + e.getMessage(), e);
        }
    }

    private Path file(LocalDate date) {
        return root.resolve(DateTimeFormatter.BASIC_ISO_DATE.format(date) + SUFFIX);
    }
}
