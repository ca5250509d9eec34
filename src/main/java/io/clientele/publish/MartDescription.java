package io.clientele.publish;

import io.clientele.model.Column;
import io.clientele.model.Contract;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a reader must know about a mart, taken from its contract at the time of publication. */
public record MartDescription(
        String name, String question, @Nullable String caveat, List<String> grain, List<Column> columns) {

    static MartDescription of(Contract contract) {
        return new MartDescription(
                contract.relation().name(),
                contract.question(),
                contract.caveat(),
                contract.grain(),
                contract.columns());
    }
}
