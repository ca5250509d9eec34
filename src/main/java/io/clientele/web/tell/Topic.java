package io.clientele.web.tell;

/** What a channel wants to be told of; a notice's key says what it is about. */
enum Topic {
    NIGHTS,
    LINEAGE;

    /** How the keys of notices about lineage begin. */
    static final String LINEAGE_KEYS = "lineage:";
}
