package io.clientele.extract;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Takes rows out of what nights have read of the tables of databases, so that later nights go on building upon them. */
final class ExtractedErasure {

    private final LandedTables tables;
    private final LandedRows rows;
    private final Belongings belongings;

    ExtractedErasure(LandedTables tables, LandedRows rows, Belongings belongings) {
        this.tables = tables;
        this.rows = rows;
        this.belongings = belongings;
    }

    /** Takes them out of every night of a table and says how many there were. */
    long erase(String source, String table) throws IOException {
        List<LandedNight> nights = tables.nightsOf(source, table).stream()
                .filter(night ->
                        !Files.exists(tables.folder(source, table, night).resolve(LandingZone.DELIVERED)))
                .toList();
        long gone = 0;
        for (LandedNight night : nights) {
            gone += erase(night, tables.extracted(source, table, night).orElseThrow());
        }
        for (LandedNight night : nights) {
            recount(night, source, table);
        }
        return gone;
    }

    private long erase(LandedNight night, Extracted extracted) throws IOException {
        Path folder = tables.folder(extracted.source(), extracted.table(), night);
        Set<String> theirs =
                belongings.keys().getOrDefault(Belongings.id(extracted.source(), extracted.table()), Belongings.NONE);
        long gone = 0;
        List<Extracted.Part> left = new ArrayList<>();
        for (Extracted.Part part : extracted.parts()) {
            Path file = folder.resolve(part.file());
            long count = rows.without(file, rows.rule(file, belongings));
            gone += part.rowCount() - count;
            left.add(new Extracted.Part(part.file(), count));
        }
        if (!theirs.isEmpty()) {
            rows.without(
                    folder.resolve(Chain.DELETED),
                    Optional.of(new RowRule(Map.of(extracted.key().get(0), theirs), Map.of())));
        }
        tables.amend(night, extracted.without(left, theirs));
        return gone;
    }

    /** How many rows the table has, all nights together. */
    private void recount(LandedNight night, String source, String table) throws IOException {
        Optional<Chain> chain = tables.findChain(source, table, night);
        if (chain.isPresent()) {
            tables.amend(
                    night,
                    chain.get().newest().with(rows.count("(" + chain.get().rows() + ")", "true")));
        }
    }
}
