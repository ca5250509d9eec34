package io.clientele.nightly;

import io.clientele.explain.Bases;
import io.clientele.publish.Publication;
import io.clientele.warehouse.DuckDbWarehouse;
import io.clientele.warehouse.Warehouse;
import java.nio.file.Path;
import java.util.List;

/**
 * Stands between models and everything else. Deliveries are read without it; the first who asks for the room of the models closes it,
 * and then the engine reaches nothing but the folders into which this night itself writes: no delivery, and nothing that is published.
 */
final class ModelFence {

    private final DuckDbWarehouse warehouse;
    private final List<Path> folders;
    private boolean isClosed;

    ModelFence(NightId id, NightSettings settings, DuckDbWarehouse warehouse) {
        this.warehouse = warehouse;
        this.folders = List.of(
                WorkFolder.of(id, settings).explanation(),
                Bases.at(settings.bases()).aside(id.toString()),
                Publication.staging(settings.marts(), id.toString()));
    }

    /** The night's engine, from now on closed. */
    Warehouse closed() {
        if (!isClosed) {
            warehouse.fence(folders);
            isClosed = true;
        }
        return warehouse;
    }
}
