package io.clientele.extract.jdbc;

import io.clientele.model.Column;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamException;
import org.springframework.batch.infrastructure.item.ItemStreamReader;

/**
 * Reads a range of a table in the order of its key, a page of rows at a time. A connection that is lost is replaced by one
 * that sees the same state, and reading goes on after the last key.
 */
public final class PageReader implements ItemStreamReader<List<ExtractedRow>> {

    private static final Logger LOG = LoggerFactory.getLogger(PageReader.class);

    /** Spring Batch looks at every item that is read; a row is too small for that. */
    private static final int PAGE = 1_000;

    private final SourceTable table;
    private final List<Column> columns;
    private final Condition condition;
    private final Session session;
    private final Lease lease;
    private @Nullable PreparedStatement statement;
    private @Nullable ResultSet result;
    private @Nullable RowReader rows;
    private @Nullable ExtractedRow last;
    private boolean isAtEnd;

    PageReader(SourceTable table, List<Column> columns, Condition condition) {
        this.table = table;
        this.columns = columns;
        this.condition = condition;
        this.session = table.session();
        this.lease = new Lease(session);
    }

    @Override
    public void open(ExecutionContext context) throws ItemStreamException {
        // the connection is taken with the first page, by the thread that reads
    }

    /** The next rows; null after the last. */
    @Override
    public @Nullable List<ExtractedRow> read() {
        if (isAtEnd) {
            return null;
        }
        session.demandGoingOn();
        List<ExtractedRow> page = session.attempt("read " + table.name() + " of", this::page);
        isAtEnd = page.size() < PAGE;
        if (page.isEmpty()) {
            return null;
        }
        last = page.get(page.size() - 1);
        return page;
    }

    private List<ExtractedRow> page() throws SQLException {
        try {
            RowReader reader = rows == null ? start() : rows;
            ResultSet open = result;
            List<ExtractedRow> page = new ArrayList<>(PAGE);
            while (page.size() < PAGE && open != null && open.next()) {
                page.add(reader.read());
            }
            return page;
        } catch (SQLException e) {
            forget();
            lease.failed(e);
            throw e;
        }
    }

    private RowReader start() throws SQLException {
        Link link = lease.link();
        PreparedStatement opened = session.prepare(link, table.select(columns, condition.and(afterLast())));
        statement = opened;
        ResultSet rowsOfIt = opened.executeQuery();
        result = rowsOfIt;
        RowReader reader = new RowReader(
                rowsOfIt,
                columns,
                session.database().timeZone(),
                session.dialect().isTextGivenAsBytes());
        rows = reader;
        return reader;
    }

    private Condition afterLast() {
        if (last == null) {
            return Condition.NONE;
        }
        Optional<String> key = keyOf(last);
        return key.flatMap(table::keysAfter)
                .orElseThrow(() -> BeginAgain.lost("a connection was lost, and nobody can tell up to which key "
                        + table.name() + " has been read"));
    }

    private Optional<String> keyOf(ExtractedRow row) {
        for (int at = 0; at < columns.size(); at++) {
            if (columns.get(at).name().equals(table.key().get(0)) && !row.isNull(at)) {
                String text = row.text(at);
                return Optional.of(text == null ? Long.toString(row.number(at)) : text);
            }
        }
        return Optional.empty();
    }

    private void forget() {
        closeQuietly(statement);
        statement = null;
        result = null;
        rows = null;
    }

    /** Of a connection that may be gone. */
    private void closeQuietly(@Nullable AutoCloseable statement) {
        if (statement != null) {
            try {
                statement.close();
            } catch (Exception e) {
                LOG.debug("{}: a statement was not closed well: {}", table.name(), session.told(e));
            }
        }
    }

    @Override
    public void close() throws ItemStreamException {
        forget();
        lease.close();
    }
}
