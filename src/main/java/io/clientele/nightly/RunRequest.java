package io.clientele.nightly;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What somebody asks for.
 *
 * @param isFull a new revision, whatever there is already
 * @param trigger cli, schedule or api
 * @param reason in the asker's words, for the record
 */
public record RunRequest(
        LocalDate businessDate,
        boolean isFull,
        String trigger,
        @Nullable String reason) {}
