package io.clientele.publish;

/** The steps of a publication in their order. A crash after any of them leaves the former version readable. */
public enum PublicationStep {
    /** An empty {@code versions/.staging-<run>} exists. */
    STAGING_CREATED,
    /** One mart is written and on disk; once for each mart. */
    MART_EXPORTED,
    /** One mart was read again and agrees with its contract and with the engine; once for each mart. */
    MART_INSPECTED,
    DICTIONARY_WRITTEN,
    MANIFEST_WRITTEN,
    /** The folder has its final name. Nobody reads it yet. */
    VERSION_RENAMED,
    VERSION_SYNCED,
    /** {@code marts.duckdb.tmp} is written and on disk. */
    CATALOGUE_WRITTEN,
    /** {@code current.json.tmp} is on disk; while it exists, a switch is under way. */
    POINTER_WRITTEN,
    CATALOGUE_SWITCHED,
    LINK_SWITCHED,
    /** The commit: {@code current.json} names the new version. */
    POINTER_SWITCHED,
    SWITCH_SYNCED
}
