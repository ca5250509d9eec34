package io.clientele.nightly;

import io.clientele.warehouse.Warehouse;

/** Which program and which engine made a version. */
public final class ToolVersion {

    private ToolVersion() {}

    /** The version of the jar; {@code development} where the program does not run from one. */
    public static String ofClientele() {
        String version = ToolVersion.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }

    static String ofEngine(Warehouse warehouse) {
        return "DuckDB " + warehouse.rows("SELECT version()").get(0).text(0);
    }
}
