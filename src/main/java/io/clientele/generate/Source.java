package io.clientele.generate;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Who delivers, and in which dialect when it is CSV. */
enum Source {
    ERP(
            "erp",
            "The invented supplier's ERP: one file a table, exported every evening.",
            ';',
            ',',
            "dd.MM.yyyy",
            "Europe/Berlin"),
    CRM(
            "crm",
            "The invented supplier's CRM: accounts with ids of its own, exported every evening.",
            ',',
            '.',
            "yyyy-MM-dd",
            "UTC"),
    TRUTH("truth", "What was planted. No part of a delivery.", ',', '.', "yyyy-MM-dd", "UTC");

    private final String folder;
    private final String says;
    private final char delimiter;
    private final char decimalSeparator;
    private final String datePattern;
    private final ZoneId zone;

    Source(String folder, String says, char delimiter, char decimalSeparator, String datePattern, String zone) {
        this.folder = folder;
        this.says = says;
        this.delimiter = delimiter;
        this.decimalSeparator = decimalSeparator;
        this.datePattern = datePattern;
        this.zone = ZoneId.of(zone);
    }

    String folder() {
        return folder;
    }

    String says() {
        return says;
    }

    char delimiter() {
        return delimiter;
    }

    char decimalSeparator() {
        return decimalSeparator;
    }

    DateTimeFormatter dates() {
        return DateTimeFormatter.ofPattern(datePattern, Locale.ROOT);
    }

    /** The pattern as strptime writes it. */
    String strptime() {
        return datePattern.replace("yyyy", "%Y").replace("MM", "%m").replace("dd", "%d");
    }

    ZoneId zone() {
        return zone;
    }
}
