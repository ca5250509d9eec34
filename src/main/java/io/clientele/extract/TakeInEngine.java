package io.clientele.extract;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The embedded engine as the take-in needs it: deliveries are read, cast and checked in DuckDB's SQL, whatever computes the models. */
public interface TakeInEngine {

    void execute(String sql);

    /** The whole result of a query that is known to be small. */
    List<List<@Nullable Object>> rows(String sql);
}
