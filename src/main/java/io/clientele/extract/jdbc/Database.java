package io.clientele.extract.jdbc;

import java.time.Duration;
import java.time.ZoneId;

/**
 * Where a database is, and how gently it is asked.
 *
 * @param source the name of the source, for messages
 * @param url of JDBC, without credentials
 * @param timeZone of its timestamps that name none
 * @param connections at most so many at once
 * @param fetchSize rows that come over the network at a time
 * @param queryTimeout how long the database may take until it gives the first rows of a query, or the next ones
 * @param connectTimeout how long it may take to accept a connection
 * @param lockTimeout how long a query may wait for a lock that somebody else holds
 * @param attempts how often something is tried that may come right by itself: a connection lost, a table locked
 * @param backOff the pause before the second attempt; before each further one twice as long
 */
public record Database(
        String source,
        String url,
        String username,
        Secret password,
        ZoneId timeZone,
        int connections,
        int fetchSize,
        Duration queryTimeout,
        Duration connectTimeout,
        Duration lockTimeout,
        int attempts,
        Duration backOff) {

    /** The same, but what fails is not tried again. */
    public Database tryingOnce() {
        return new Database(
                source,
                url,
                username,
                password,
                timeZone,
                connections,
                fetchSize,
                queryTimeout,
                connectTimeout,
                lockTimeout,
                1,
                backOff);
    }
}
