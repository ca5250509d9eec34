package io.clientele.extract;

import io.clientele.extract.Extract.Increment;
import io.clientele.extract.Extracted.SourceTotal;
import io.clientele.extract.jdbc.Condition;
import io.clientele.extract.jdbc.PageReader;
import io.clientele.extract.jdbc.PageWriter;
import io.clientele.extract.jdbc.SourceTable;
import io.clientele.model.Column;
import io.clientele.model.Contract;
import io.clientele.model.Fingerprint;
import io.clientele.model.Refusal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** One night's reading of one table of a database: begun, read in parts that know nothing of each other, and proven. */
public final class TableExtraction {

    private final SourceExtraction owner;
    private final Contract contract;
    private final Extract extract;
    private final LandingZone zone;
    private final TakeInEngine engine;
    private final List<Part> parts = new ArrayList<>();
    private @Nullable Reading reading;

    TableExtraction(SourceExtraction owner, Contract contract, Extract extract, LandingZone zone, TakeInEngine engine) {
        this.owner = owner;
        this.contract = contract;
        this.extract = extract;
        this.zone = zone;
        this.engine = engine;
    }

    /** A range of rows and the file that they go to. */
    public record Part(String name, PageReader reader, PageWriter writer) {}

    /** What was found out at the beginning. */
    private record Reading(
            SourceTable source, Path folder, Optional<Chain> base, long deletedCount, boolean isCompared) {}

    Contract contract() {
        return contract;
    }

    Extract extract() {
        return extract;
    }

    String table() {
        return contract.relation().name();
    }

    public String name() {
        return owner.name() + "." + table();
    }

    /** Whether a night of a later day has been read; a day that has not come yet (in no time zone) is none. */
    boolean hasLaterNight(Instant now) {
        LocalDate latest = LocalDate.ofInstant(now, ZoneOffset.UTC).plusDays(1);
        return zone.nightsOf(owner.name(), table()).stream()
                .map(LandedNight::businessDate)
                .anyMatch(date -> date.isAfter(zone.night().businessDate()) && !date.isAfter(latest));
    }

    /** The night that knows best what this one would have read: the newest before it, else the first one after it. */
    private LandedNight nearestNight() {
        return newestNight()
                .or(() -> zone.nightsOf(owner.name(), table()).stream()
                        .filter(night -> night.compareTo(zone.night()) > 0)
                        .findFirst())
                .orElseThrow(() -> new Refusal(
                        Refusal.Kind.USAGE,
                        "Cannot make up for " + zone.night().businessDate() + ": no night has read " + table() + " of "
                                + owner.name() + " yet",
                        List.of("run the newest night first")));
    }

    /** The newest night before this one that has read the table. */
    Optional<LandedNight> newestNight() {
        return zone.nightsOf(owner.name(), table()).stream()
                .filter(night -> night.compareTo(zone.night()) < 0)
                .reduce((earlier, later) -> later);
    }

    /**
     * Finds out what is to be read.
     *
     * @return its parts, which may be read at the same time; none where nothing is to be read
     */
    public List<Part> begin(Instant now) {
        parts.clear();
        owner.ensureBegun(now);
        if (!owner.isKept() && !owner.isRecorded()) {
            plan();
        }
        return List.copyOf(parts);
    }

    private void plan() {
        SourceTable source = owner.opened(table());
        Path folder = zone.begin(owner.name(), table());
        Optional<Chain> base = base(source);
        KeyComparison.Result keys = base.filter(chain -> isComparedTonight())
                .map(chain -> compareKeys(source, chain, folder))
                .orElse(KeyComparison.Result.NONE);
        if (keys.unseenCount() > 0) {
            base = Optional.empty();
        }
        reading = new Reading(source, folder, base, base.isPresent() ? keys.deletedCount() : 0, keys.isCompared());
        int number = 0;
        for (Condition range : source.ranges(window(source, base))) {
            Path file = folder.resolve("rows-" + number + ".parquet");
            parts.add(new Part(
                    "part-" + number++, source.read(source.columns(), range), new PageWriter(file, source.columns())));
        }
    }

    /** What this night can build upon: another query, or a revision that someone asked for, begins anew. */
    private Optional<Chain> base(SourceTable source) {
        if (extract.increment() instanceof Increment.Whole
                || owner.isDemandedWhole(table())
                || zone.night().revision() > 0) {
            return Optional.empty();
        }
        return newestNight()
                .flatMap(night -> zone.findChain(owner.name(), table(), night))
                .filter(chain -> chain.newest().fingerprint().equals(fingerprint(source))
                        && chain.newest().mark() != null);
    }

    private String fingerprint(SourceTable source) {
        List<String> texts = new ArrayList<>(List.of(
                extract.sql(),
                extract.increment().toString(),
                owner.database().url(),
                owner.database().timeZone().getId()));
        source.columns().forEach(column -> texts.add(column.name() + " " + column.type()));
        return Fingerprint.of(texts);
    }

    private boolean isComparedTonight() {
        return extract.comparedOn().contains(zone.night().businessDate().getDayOfWeek());
    }

    private KeyComparison.Result compareKeys(SourceTable source, Chain base, Path folder) {
        return new KeyComparison(source, contract, extract, base, folder, engine).compare();
    }

    private Condition window(SourceTable source, Optional<Chain> base) {
        return base.map(chain -> new Mark(extract.increment(), chain.newest().mark()).window(source))
                .orElse(Condition.NONE);
    }

    /**
     * Proves what was read and puts it into its place.
     *
     * @return what was done, in a few words
     * @throws Refusal {@code GATE} where the source says otherwise than what was landed
     */
    public String finish() {
        if (owner.isKept()) {
            return zone.extracted(owner.name(), table()).isPresent() ? "read already" : record();
        }
        String said = owner.isRecorded() ? record() : prove();
        owner.finished();
        return said;
    }

    private String record() {
        LandedNight night = nearestNight();
        Extracted known = zone.chain(owner.name(), table(), night).newest();
        zone.begin(owner.name(), table());
        zone.complete(new Extracted(
                known.source(),
                known.table(),
                known.fingerprint(),
                night.toString(),
                known.columns(),
                known.key(),
                List.of(),
                0,
                known.rowCount(),
                known.mark(),
                known.readAt(),
                known.totals()));
        return "as recorded on " + night;
    }

    private String prove() {
        Reading done = reading;
        if (done == null) {
            throw new IllegalStateException(name() + " was not begun");
        }
        Extracted extracted = proven(done, done.deletedCount());
        if (!isProven(extracted.totals()) && done.base().isPresent()) {
            extracted = mend(done);
        }
        Acceptance acceptance = new Acceptance(table() + " of " + owner.name(), done.source(), contract.grain());
        acceptance.demandProof(extracted.totals());
        acceptance.demandNoShrinking(extract, rowCountBefore(), extracted.rowCount());
        if (extracted.deletedCount() == 0) {
            LandingZone.discard(done.folder().resolve(Chain.DELETED));
        }
        zone.complete(extracted);
        return said(done, extracted);
    }

    private OptionalLong rowCountBefore() {
        return newestNight().flatMap(night -> zone.extracted(owner.name(), table(), night)).stream()
                .mapToLong(Extracted::rowCount)
                .findFirst();
    }

    private Extracted proven(Reading done, long deletedCount) {
        Extracted extracted = extracted(done, deletedCount);
        List<SourceTotal> totals = totals(done, extracted);
        return extracted.with(rowCount(totals), totals);
    }

    /** What the night did not see: rows that were deleted, and else whatever changed without saying so. */
    private Extracted mend(Reading done) {
        Chain base = done.base().orElseThrow();
        KeyComparison.Result keys =
                done.isCompared() ? KeyComparison.Result.NONE : compareKeys(done.source(), base, done.folder());
        if (keys.unseenCount() == 0 && !done.isCompared()) {
            Extracted mended = proven(done, keys.deletedCount());
            if (isProven(mended.totals())) {
                return mended;
            }
        }
        throw owner.demandWhole(table(), "rows changed that do not say so; all of it is read");
    }

    private Extracted extracted(Reading done, long deletedCount) {
        List<Extracted.Part> files = new ArrayList<>();
        for (Part part : parts) {
            files.add(new Extracted.Part(
                    part.name().replace("part-", "rows-") + ".parquet",
                    part.writer().rowCount()));
        }
        String before = done.base().map(chain -> chain.newest().mark()).orElse(null);
        return new Extracted(
                owner.name(),
                table(),
                fingerprint(done.source()),
                done.base()
                        .flatMap(chain -> newestNight())
                        .map(LandedNight::toString)
                        .orElse(null),
                done.source().columns().stream().map(Column::name).toList(),
                contract.grain(),
                files,
                deletedCount,
                0,
                new Mark(extract.increment(), before)
                        .after(done.source(), done.folder(), files, owner.readAt(), engine),
                owner.readAt(),
                List.of());
    }

    private static long rowCount(List<SourceTotal> totals) {
        return totals.stream()
                .filter(total -> total.column() == null && total.landed() != null)
                .mapToLong(total -> total.landed() == null ? 0 : total.landed().longValueExact())
                .sum();
    }

    private List<SourceTotal> totals(Reading done, Extracted extracted) {
        Chain.Night tonight = new Chain.Night(extracted, done.folder());
        Chain chain = done.base().map(base -> base.with(tonight)).orElseGet(() -> new Chain(List.of(tonight)));
        return new SourceTotals(done.source().askable(contract.controlTotals()), engine).compare(done.source(), chain);
    }

    private static boolean isProven(List<SourceTotal> totals) {
        return totals.stream().allMatch(SourceTotal::proves);
    }

    private String said(Reading done, Extracted extracted) {
        long read =
                extracted.parts().stream().mapToLong(Extracted.Part::rowCount).sum();
        String rows = String.format(Locale.ROOT, read == 1 ? "%,d row" : "%,d rows", read);
        if (done.base().isEmpty()) {
            return rows;
        }
        return rows + " changed"
                + (extracted.deletedCount() > 0
                        ? String.format(Locale.ROOT, ", %,d deleted", extracted.deletedCount())
                        : "")
                + String.format(Locale.ROOT, " of %,d", extracted.rowCount());
    }
}
