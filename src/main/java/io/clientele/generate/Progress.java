package io.clientele.generate;

/** Is told how far the writing has come, about a thousand times in a run. */
@FunctionalInterface
public interface Progress {
    /** Tells nobody. */
    Progress SILENT = (written, asked) -> {};

    /**
     * So far it has come.
     *
     * @param written order lines so far
     * @param asked order lines that were asked for
     */
    void at(long written, long asked);
}
