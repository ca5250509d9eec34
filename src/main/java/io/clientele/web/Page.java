package io.clientele.web;

import io.clientele.model.Refusal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list.
 *
 * @param next the offset of the next part; null after the last
 */
record Page<T>(List<T> items, @Nullable Integer next) {

    private static final int MOST = 500;

    /** What part is wanted. */
    record Wanted(int limit, int offset) {

        Wanted {
            if (limit < 1 || limit > MOST || offset < 0) {
                throw new Refusal(
                        Refusal.Kind.USAGE,
                        "Cannot list: limit must be between 1 and " + MOST + " and offset not below 0, found " + limit
                                + " and " + offset);
            }
        }

        /** So many of the list from its beginning on tell whether there are more. */
        int end() {
            return (int) Math.min(Integer.MAX_VALUE, (long) offset + limit + 1);
        }

        /** @param found one more than wanted where there are more */
        <T> Page<T> of(List<T> found) {
            return found.size() > limit ? new Page<>(found.subList(0, limit), offset + limit) : new Page<>(found, null);
        }

        <T> Page<T> from(List<T> all) {
            return of(all.stream().skip(offset).limit(limit + 1L).toList());
        }
    }
}
