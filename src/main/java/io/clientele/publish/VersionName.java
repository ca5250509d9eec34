package io.clientele.publish;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A version's folder name, such as {@code 20261120-r0-3f2a9c51d07e}. */
record VersionName(LocalDate businessDate, long revision, String hash) {

    static final int HASH_LENGTH = 12;

    private static final Pattern FORM = Pattern.compile("(\\d{8})-r(\\d{1,9})-([0-9a-f]{" + HASH_LENGTH + "})");

    static Optional<VersionName> parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        try {
            LocalDate businessDate = LocalDate.parse(form.group(1), DateTimeFormatter.BASIC_ISO_DATE);
            return Optional.of(new VersionName(businessDate, Long.parseLong(form.group(2)), form.group(3)));
        } catch (DateTimeParseException noDay) {
            return Optional.empty();
        }
    }

    boolean isOf(Night night) {
        return businessDate.equals(night.businessDate()) && revision == night.revision();
    }

    @Override
    public String toString() {
        return DateTimeFormatter.BASIC_ISO_DATE.format(businessDate) + "-r" + revision + "-" + hash;
    }
}
