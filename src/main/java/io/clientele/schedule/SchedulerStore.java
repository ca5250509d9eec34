package io.clientele.schedule;

import io.clientele.model.Refusal;
import java.util.Locale;
import java.util.Properties;

/** Where Quartz keeps its triggers, and what it must know of that database. */
enum SchedulerStore {
    H2("tables_h2.sql", "org.quartz.impl.jdbcjobstore.StdJDBCDelegate", false),
    POSTGRESQL("tables_postgres.sql", "org.quartz.impl.jdbcjobstore.PostgreSQLDelegate", true);

    private final String script;
    private final String delegate;
    private final boolean isShared;

    SchedulerStore(String script, String delegate, boolean isShared) {
        this.script = script;
        this.delegate = delegate;
        this.isShared = isShared;
    }

    /** @throws Refusal {@code USAGE} where Quartz's tables are not kept in such a database */
    static SchedulerStore of(String url) {
        for (SchedulerStore store : values()) {
            if (url.startsWith("jdbc:" + store.name().toLowerCase(Locale.ROOT) + ":")) {
                return store;
            }
        }
        throw new Refusal(
                Refusal.Kind.USAGE, "Cannot keep a schedule there: spring.datasource.url must name H2 or PostgreSQL");
    }

    /** The script that makes the tables, among those that Quartz ships. */
    String script() {
        return script;
    }

    /**
     * Quartz's settings. Nothing is written in Java's serial form, and several schedulers share the tables where several can reach
     * them.
     *
     * @param schema in which the tables are; empty for that of the connection
     */
    Properties properties(String schema) {
        Properties properties = new Properties();
        properties.setProperty("org.quartz.scheduler.instanceId", isShared ? "AUTO" : "NON_CLUSTERED");
        properties.setProperty("org.quartz.scheduler.dbFailureRetryInterval", "5000");
        properties.setProperty("org.quartz.threadPool.threadCount", "2");
        properties.setProperty("org.quartz.jobStore.driverDelegateClass", delegate);
        properties.setProperty("org.quartz.jobStore.useProperties", "true");
        properties.setProperty("org.quartz.jobStore.isClustered", Boolean.toString(isShared));
        properties.setProperty("org.quartz.jobStore.clusterCheckinInterval", "5000");
        properties.setProperty("org.quartz.jobStore.tablePrefix", schema.isEmpty() ? "QRTZ_" : schema + ".QRTZ_");
        return properties;
    }
}
