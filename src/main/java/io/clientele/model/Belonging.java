package io.clientele.model;

import java.util.Map;
import java.util.Optional;

/**
 * Whose the rows of a landing table are, for those who ask to be forgotten. A row goes with whatever its references lead to as well.
 *
 * @param subject the relation that says which rows of this table are one customer: source_system, source_customer_id, customer_id
 * @param isPerson whether each row is somebody of its own, who can be forgotten by its key
 * @param goesWith column to the landing table with whose row a row goes, although it need not be found there
 * @param mentions column to the landing table whose row it only names: the name is blanked, and the row stays
 */
public record Belonging(
        Optional<RelationName> subject, boolean isPerson, Map<String, String> goesWith, Map<String, String> mentions) {

    /** Nobody's, but for what its references say. */
    public static final Belonging NONE = new Belonging(Optional.empty(), false, Map.of(), Map.of());

    /** Whether its rows are forgotten by their own keys, and not only with others. */
    public boolean isSomebody() {
        return isPerson || subject.isPresent();
    }
}
