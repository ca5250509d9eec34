package io.clientele.web.tell;

/**
 * Names one event of a run among all that is told.
 *
 * @param place of its line in the run's file: 0 for the start, 1 for the end
 */
record LineageKey(String runId, int place) {

    static LineageKey parse(String key) {
        String[] parts = key.split(":");
        return new LineageKey(parts[1], Integer.parseInt(parts[2]));
    }

    @Override
    public String toString() {
        return Topic.LINEAGE_KEYS + runId + ":" + place;
    }
}
