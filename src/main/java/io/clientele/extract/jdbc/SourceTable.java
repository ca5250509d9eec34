package io.clientele.extract.jdbc;

import io.clientele.model.Column;
import io.clientele.model.ControlTotals;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One table of a source: a query in the database's own SQL, and what is asked of it. */
public final class SourceTable {

    /** So many rows are not worth a second connection. */
    public static final long SMALL = 50_000;

    private static final Set<Integer> WHOLE_NUMBERS =
            Set.of(Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.BIGINT, Types.NUMERIC, Types.DECIMAL);
    private static final Set<Integer> EXACT_NUMBERS = WHOLE_NUMBERS;
    private static final Set<Integer> DATES = Set.of(Types.DATE, Types.TIMESTAMP, Types.TIMESTAMP_WITH_TIMEZONE);
    private static final Set<Integer> TEXTS = Set.of(Types.VARCHAR, Types.CHAR, Types.NVARCHAR, Types.NCHAR);

    /** So many decimals of an amount that did not fit its column can be summed. */
    public static final int DECIMALS = 12;

    private static final int MOST_WHOLE_DIGITS = 26;

    /** Oracle takes no more. */
    private static final int MOST_IN_A_LIST = 1_000;

    private final Session session;
    private final String name;
    private final String query;
    private final List<Column> columns;
    private final List<GivenColumn> given;
    private final List<String> key;
    private final Condition kept;
    private final Map<String, Condition> blanked;

    /**
     * @param query one SELECT
     * @param columns those of the contract that the query gives
     * @param given the query's own, in the same order
     * @param key the contract's grain
     */
    public SourceTable(
            Session session,
            String name,
            String query,
            List<Column> columns,
            List<GivenColumn> given,
            List<String> key) {
        this(session, name, query, columns, given, key, Condition.NONE, Map.of());
    }

    private SourceTable(
            Session session,
            String name,
            String query,
            List<Column> columns,
            List<GivenColumn> given,
            List<String> key,
            Condition kept,
            Map<String, Condition> blanked) {
        this.session = session;
        this.name = name;
        this.query = query;
        this.columns = List.copyOf(columns);
        this.given = List.copyOf(given);
        this.key = List.copyOf(key);
        this.kept = kept;
        this.blanked = Map.copyOf(blanked);
    }

    /**
     * The same table without some of its rows, as if the source did not have them.
     *
     * @param withheld what the rows fulfil that are not read
     * @param hidden column to what a row fulfils that is read without its value
     */
    public SourceTable without(Condition withheld, Map<String, Condition> hidden) {
        return new SourceTable(
                session, name, query, columns, given, key, withheld.isNone() ? kept : kept.and(withheld.not()), hidden);
    }

    /** Rows of which a column, as text without the blanks around it, is one of some keys. */
    public Condition isAmong(String column, Collection<String> keys) {
        Condition among = Condition.NONE;
        List<String> all = List.copyOf(keys);
        for (int at = 0; at < all.size(); at += MOST_IN_A_LIST) {
            List<Object> some = List.copyOf(all.subList(at, Math.min(all.size(), at + MOST_IN_A_LIST)));
            String marks = String.join(", ", Collections.nCopies(some.size(), "?"));
            among = among.or(new Condition(text(column) + " IN (" + marks + ")", some));
        }
        return among;
    }

    /** Rows of which a column leads to the key of a row of another table that fulfils a condition. */
    public Condition leadsTo(String column, SourceTable other, Condition theirs) {
        String keys = "SELECT " + other.text(other.key.get(0)) + " " + other.from() + theirs.where();
        return new Condition(text(column) + " IN (" + keys + ")", theirs.values());
    }

    /** The different values of a column, as texts without the blanks around them. */
    public Set<String> texts(String column) {
        return session.ask(BoundQuery.of("SELECT DISTINCT " + text(column) + "\n" + from()), result -> {
            Set<String> texts = new TreeSet<>();
            while (result.next()) {
                String text = result.getString(1);
                if (text != null && !text.isEmpty()) {
                    texts.add(text);
                }
            }
            return texts;
        });
    }

    private String text(String column) {
        return "TRIM(" + session.dialect().text(name(column)) + ")";
    }

    String name() {
        return name;
    }

    Session session() {
        return session;
    }

    /** Whether all that is asked of it is answered from one and the same state of the database. */
    public boolean isStateShared() {
        return session.isStateShared();
    }

    public List<Column> columns() {
        return columns;
    }

    List<String> key() {
        return key;
    }

    /** Rows that changed at a moment or after it. */
    public Condition changedSince(String column, Instant moment) {
        GivenColumn changed = given(column);
        Object value;
        if (changed.jdbcType() == Types.TIMESTAMP_WITH_TIMEZONE
                || changed.typeName().toLowerCase(Locale.ROOT).equals("timestamptz")) {
            value = moment.atOffset(ZoneOffset.UTC);
        } else {
            LocalDateTime local =
                    LocalDateTime.ofInstant(moment, session.database().timeZone());
            value = changed.jdbcType() == Types.DATE ? local.toLocalDate() : local;
        }
        return new Condition(name(column) + " >= ?", List.of(value));
    }

    /** Rows whose key is a value or greater. */
    public Condition keysFrom(String column, String value) {
        return new Condition(name(column) + " >= ?", List.of(keyValue(value)));
    }

    /** Rows whose key is greater than the last one read; empty where the key is not one number or one text. */
    Optional<Condition> keysAfter(String lastKey) {
        boolean isComparable = isKeyNumber() || TEXTS.contains(given(key.get(0)).jdbcType());
        return key.size() == 1 && isComparable
                ? Optional.of(new Condition(name(key.get(0)) + " > ?", List.of(keyValue(lastKey))))
                : Optional.empty();
    }

    private Object keyValue(String text) {
        return isWholeNumber(given(key.get(0))) ? number(new BigDecimal(text)) : text;
    }

    /** A bigint is compared as one, so that its index serves. */
    private Object number(BigDecimal value) {
        int type = given(key.get(0)).jdbcType();
        return type == Types.NUMERIC || type == Types.DECIMAL ? value : value.longValueExact();
    }

    /** Whether keys are compared as numbers. */
    public boolean isKeyNumber() {
        return isWholeNumber(given(key.get(0)));
    }

    private static boolean isWholeNumber(GivenColumn column) {
        return WHOLE_NUMBERS.contains(column.jdbcType());
    }

    /** Ranges of the key that cover all rows which fulfil a condition, at most so many as there are connections. */
    public List<Condition> ranges(Condition window) {
        int parts = session.database().connections();
        if (key.size() != 1 || parts == 1) {
            return List.of(window);
        }
        GivenColumn column = given(key.get(0));
        List<Object> bounds = isWholeNumber(column)
                ? numberBounds(window, parts)
                : TEXTS.contains(column.jdbcType()) ? textBounds(window, parts) : List.of();
        List<Condition> ranges = new ArrayList<>();
        for (int i = 0; i <= bounds.size(); i++) {
            Condition range = window;
            if (i > 0) {
                range = range.and(new Condition(name(key.get(0)) + " >= ?", List.of(bounds.get(i - 1))));
            }
            if (i < bounds.size()) {
                range = range.and(new Condition(name(key.get(0)) + " < ?", List.of(bounds.get(i))));
            }
            ranges.add(range);
        }
        return ranges;
    }

    private List<Object> numberBounds(Condition window, int parts) {
        String column = name(key.get(0));
        return session.ask(asking("SELECT MIN(" + column + "), MAX(" + column + ")", window, ""), result -> {
            result.next();
            BigDecimal least = result.getBigDecimal(1);
            BigDecimal greatest = result.getBigDecimal(2);
            return least == null || greatest == null
                    ? List.of()
                    : evenly(least.toBigInteger(), greatest.toBigInteger(), parts);
        });
    }

    private List<Object> evenly(BigInteger least, BigInteger greatest, int parts) {
        BigInteger span = greatest.subtract(least);
        if (span.compareTo(BigInteger.valueOf(SMALL)) < 0) {
            return List.of();
        }
        Set<Object> bounds = new LinkedHashSet<>();
        for (int i = 1; i < parts; i++) {
            BigInteger bound = least.add(span.multiply(BigInteger.valueOf(i)).divide(BigInteger.valueOf(parts)));
            bounds.add(number(new BigDecimal(bound)));
        }
        return List.copyOf(bounds);
    }

    /** A text has no middle between two others; the database is asked which key stands there. */
    private List<Object> textBounds(Condition window, int parts) {
        long count = count(window);
        Set<Object> bounds = new LinkedHashSet<>();
        for (int i = 1; i < parts && count >= SMALL; i++) {
            String column = name(key.get(0));
            bounds.add(session.ask(
                    asking(
                            "SELECT " + column,
                            window,
                            "\nORDER BY " + column + "\n" + session.dialect().rowAt(count * i / parts)),
                    result -> {
                        result.next();
                        return result.getString(1);
                    }));
        }
        return List.copyOf(bounds);
    }

    /** What the source says that there is: rows, and sums of money by currency and month. */
    public record Total(
            @Nullable String currency, @Nullable Integer month, long count, List<@Nullable BigDecimal> amounts) {}

    /** What of the contract's totals the query gives, in months only where it gives them as dates. */
    public ControlTotals askable(ControlTotals asked) {
        return new ControlTotals(
                asked.amounts().stream().filter(this::gives).toList(),
                asked.currency().filter(this::gives),
                asked.month()
                        .filter(this::gives)
                        .filter(month -> DATES.contains(given(month).jdbcType())));
    }

    /**
     * Asks for the totals of all rows.
     *
     * @param asked what is {@link #askable}; an amount that the query gives as no exact number says nothing
     * @param isRounded whether each amount is rounded to {@link #DECIMALS} before it is summed
     */
    public List<Total> totals(ControlTotals asked, boolean isRounded) {
        List<String> by = new ArrayList<>();
        asked.currency().map(this::name).ifPresent(by::add);
        asked.month().map(this::name).map(session.dialect()::month).ifPresent(by::add);
        String groups = by.stream().map(group -> group + ", ").collect(Collectors.joining());
        String sums = asked.amounts().stream()
                .map(amount -> ", " + sum(amount, isRounded))
                .collect(Collectors.joining());
        BoundQuery query = asking(
                "SELECT " + groups + "COUNT(*)" + sums,
                Condition.NONE,
                by.isEmpty() ? "" : "\nGROUP BY " + String.join(", ", by));
        boolean hasCurrency = asked.currency().isPresent();
        boolean hasMonth = asked.month().isPresent();
        return session.ask(query, result -> {
            List<Total> totals = new ArrayList<>();
            while (result.next()) {
                int at = 1;
                String currency = hasCurrency ? result.getString(at++) : null;
                Integer month = hasMonth ? month(result, at++) : null;
                long count = result.getLong(at++);
                List<@Nullable BigDecimal> sum = new ArrayList<>();
                for (int i = 0; i < asked.amounts().size(); i++) {
                    sum.add(amount(result.getString(at + i)));
                }
                totals.add(new Total(currency, month, count, sum));
            }
            return totals;
        });
    }

    private String sum(String amount, boolean isRounded) {
        if (!EXACT_NUMBERS.contains(given(amount).jdbcType())) {
            return "NULL";
        }
        String summed = isRounded ? "ROUND(" + name(amount) + ", " + DECIMALS + ")" : name(amount);
        return "COALESCE(SUM(" + summed + "), 0)";
    }

    /** How many rows have no key, and so stand in no range of keys. */
    public long countWithoutKey() {
        String isNull = key.stream().map(column -> name(column) + " IS NULL").collect(Collectors.joining(" OR "));
        return count(new Condition("(" + isNull + ")", List.of()));
    }

    private long count(Condition condition) {
        return session.ask(asking("SELECT COUNT(*)", condition, ""), result -> {
            result.next();
            return result.getLong(1);
        });
    }

    /** A question about the rows that are read. */
    private BoundQuery asking(String select, Condition condition, String rest) {
        Condition both = kept.and(condition);
        return new BoundQuery(select + "\n" + from() + both.where() + rest, both.values());
    }

    private static @Nullable Integer month(ResultSet result, int at) throws SQLException {
        BigDecimal month = result.getBigDecimal(at);
        return month == null ? null : month.intValue();
    }

    /** A sum that is no number (PostgreSQL's NaN), or that no amount of money comes near, says nothing. */
    private static @Nullable BigDecimal amount(@Nullable String text) {
        if (text == null || !text.matches("[-+]?[0-9.]+([eE][-+]?[0-9]+)?")) {
            return null;
        }
        BigDecimal amount = new BigDecimal(text);
        return (long) amount.precision() - amount.scale() > MOST_WHOLE_DIGITS ? null : amount;
    }

    /** A reader of all rows that fulfil a condition, in the order of the key. */
    public PageReader read(List<Column> wanted, Condition condition) {
        return new PageReader(this, wanted, condition);
    }

    /** Its first rows, in whatever order the database comes upon them. */
    String first(int rows, List<Column> wanted) {
        return "SELECT " + wanted.stream().map(column -> name(column.name())).collect(Collectors.joining(", ")) + "\n"
                + from() + "\n" + session.dialect().atMost(rows);
    }

    BoundQuery select(List<Column> wanted, Condition condition) {
        List<Object> values = new ArrayList<>();
        List<String> cells = new ArrayList<>();
        for (Column column : wanted) {
            Condition hidden = blanked.getOrDefault(column.name(), Condition.NONE);
            values.addAll(hidden.values());
            cells.add(
                    hidden.isNone()
                            ? name(column.name())
                            : "CASE WHEN " + hidden.sql() + " THEN NULL ELSE " + name(column.name()) + " END AS "
                                    + session.dialect()
                                            .name(given(column.name()).label()));
        }
        String order = key.stream().map(this::name).collect(Collectors.joining(", "));
        BoundQuery rows = asking("SELECT " + String.join(", ", cells), condition, "\nORDER BY " + order);
        values.addAll(rows.values());
        return new BoundQuery(rows.sql(), values);
    }

    private String from() {
        return "FROM (\n" + query + "\n) q";
    }

    /** Whether the query gives a column. */
    public boolean gives(String column) {
        return columns.stream().anyMatch(candidate -> candidate.name().equals(column));
    }

    /** The query's column of that name. */
    public GivenColumn given(String column) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).name().equals(column)) {
                return given.get(i);
            }
        }
        throw new IllegalArgumentException(name + " gives no " + column);
    }

    private String name(String column) {
        return "q." + session.dialect().name(given(column).label());
    }
}
