package io.clientele.warehouse;

import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What the engine may take of the machine.
 *
 * @param memory of the engine's own buffers; the process takes more
 * @param threads 0 for as many as there are processors
 * @param spill how much of the disk it may use where memory is not enough
 */
public record WarehouseSettings(
        @DefaultValue("4GB") DataSize memory,
        @DefaultValue("0") int threads,
        @DefaultValue("100GB") DataSize spill) {}
