package io.clientele.generate;

/** How the deliveries are written. The truth is always CSV. */
public enum Format {
    CSV("csv"),
    PARQUET("parquet");

    private final String extension;

    Format(String extension) {
        this.extension = extension;
    }

    String extension() {
        return extension;
    }
}
