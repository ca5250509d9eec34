package io.clientele.extract;

import io.clientele.extract.jdbc.Database;
import io.clientele.extract.jdbc.Drivers;
import io.clientele.model.Contract;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Holds a source against the contracts before a night does; it changes nothing, and all that is wrong is told at once. */
public final class SourceCheck {

    private final List<Contract> landing;
    private final TakeInEngine engine;
    private final Drivers drivers;

    /** @param engine in which nothing is kept */
    public SourceCheck(List<Contract> landing, TakeInEngine engine, Drivers drivers) {
        this.landing = List.copyOf(landing);
        this.engine = engine;
        this.drivers = drivers;
    }

    /** What there is to say of a source; a database that does not answer is a problem like others. */
    public List<Finding> of(Source source, Instant now) {
        Optional<Database> database = source.database();
        return database.isPresent()
                ? new DatabaseCheck(source, database.get().tryingOnce(), landing, drivers).findings(now)
                : new DeliveryCheck(source, landing, engine).findings();
    }
}
