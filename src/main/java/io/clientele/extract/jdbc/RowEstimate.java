package io.clientele.extract.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a database is asked for the rows that its planner expects of a query.
 *
 * @param explain what stands before the query
 * @param reading of the answer, in rows
 */
record RowEstimate(String explain, Session.Reading<Long> reading) {

    /** The first is that of the whole plan. */
    private static final Pattern PLAN_ROWS = Pattern.compile("\"Plan Rows\": *(\\d+)");

    private static final Set<String> OUTERMOST = Set.of("SIMPLE", "PRIMARY", "UNION");

    static long ofPostgreSqlPlan(ResultSet result) throws SQLException {
        result.next();
        Matcher rows = PLAN_ROWS.matcher(result.getString(1));
        if (!rows.find()) {
            throw new SQLException("the plan says nothing of rows");
        }
        return Long.parseLong(rows.group(1));
    }

    /** Of each SELECT of a union the product of the rows of what it joins: more than there are where it groups. */
    static long ofMariaDbPlan(ResultSet result) throws SQLException {
        Map<Integer, Double> rows = new TreeMap<>();
        while (result.next()) {
            if (OUTERMOST.contains(result.getString("select_type"))) {
                double ofTable = Math.max(1, result.getDouble("rows"));
                rows.merge(result.getInt("id"), ofTable, (one, other) -> one * other);
            }
        }
        return Math.round(
                rows.values().stream().mapToDouble(Double::doubleValue).sum());
    }
}
