package io.clientele.nightly;

import io.clientele.warehouse.WarehouseSettings;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What {@code config/application.yaml} says under {@code clientele}.
 *
 * @param jobs the analyst's room
 * @param policy the folder of the policies
 * @param data where everything goes that comes and goes
 * @param drivers the folder of JDBC drivers besides those that are shipped
 * @param sources the source files, the book of record first
 * @param businessDate the day that a run without {@code --as-of} is for; null for yesterday in the business time zone
 * @param businessTimeZone in which a day begins and ends
 * @param reportingCurrency ISO 4217
 * @param engine what the engine may take of the machine
 * @param pseudonymKey the file of the key of pseudonyms, outside of {@code data}; made when the first one is needed
 * @param pseudonyms whether marts have pseudonyms for the numbers by which systems know somebody, and no names
 */
public record NightSettings(
        @DefaultValue("jobs") Path jobs,
        @DefaultValue("config/policy") Path policy,
        @DefaultValue("data") Path data,
        @DefaultValue("config/drivers") Path drivers,
        @DefaultValue List<Path> sources,
        @Nullable LocalDate businessDate,
        @DefaultValue("UTC") ZoneId businessTimeZone,
        @DefaultValue("EUR") String reportingCurrency,
        @DefaultValue WarehouseSettings engine,
        @DefaultValue("config/pseudonym.key") Path pseudonymKey,
        @DefaultValue("false") boolean pseudonyms) {

    public Path marts() {
        return data.resolve("marts");
    }

    public Path state() {
        return data.resolve("state");
    }

    /** What published nights knew, for the explanation of later ones. */
    Path bases() {
        return state().resolve("bases");
    }

    /** Whom no delivery brings back. */
    Path suppressions() {
        return state().resolve("suppressions.jsonl");
    }

    /** What published nights counted, for the gates of later ones. */
    Path history() {
        return state().resolve("history");
    }

    Path landing() {
        return data.resolve("landing");
    }

    Path work() {
        return data.resolve("work");
    }
}
