package io.clientele.web.tell;

import io.clientele.nightly.RunRecord;
import io.clientele.nightly.RunStatus;
import io.clientele.publish.MartFile;
import io.clientele.publish.Version;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A run's events by the specification of OpenLineage, version 2-0-2. */
record LineageEvents(RunRecord run, ZoneId businessZone) {

    private static final String PRODUCER = "https://clientele.io/clientele";
    private static final String SPECIFICATION = "https://openlineage.io/spec/";
    private static final String NAMESPACE = "clientele";

    /** That the run began; at the time at which it was asked for where it never came to begin. */
    ObjectNode start() {
        return event("START", run.beganAt() == null ? run.requestedAt() : run.beganAt());
    }

    /**
     * How it ended, and with which marts.
     *
     * @param inputs the landing tables that were read
     */
    ObjectNode end(Optional<Version> version, List<String> inputs) {
        ObjectNode event = event(type(run.status()), Objects.requireNonNull(run.endedAt(), "an ended run"));
        inputs.forEach(table -> event.withArray("inputs")
                .addObject()
                .put("namespace", NAMESPACE)
                .put("name", table));
        version.ifPresent(
                made -> made.manifest().marts().forEach(mart -> output(event.withArray("outputs"), mart, made)));
        return event;
    }

    private static String type(RunStatus status) {
        return switch (status) {
            case PUBLISHED, UNCHANGED -> "COMPLETE";
            case REFUSED, FAILED -> "FAIL";
            case STOPPED, KILLED -> "ABORT";
            case WAITING, RUNNING -> throw new IllegalArgumentException("a run without an end");
        };
    }

    private ObjectNode event(String type, Instant time) {
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        event.put("eventType", type);
        event.put("eventTime", time.toString());
        event.put("producer", PRODUCER);
        event.put("schemaURL", SPECIFICATION + "2-0-2/OpenLineage.json#/$defs/RunEvent");
        ObjectNode facets =
                event.putObject("run").put("runId", uuid().toString()).putObject("facets");
        nominalTime(facets);
        clienteleRun(facets);
        if (run.failure() != null && !type.equals("START")) {
            facet(facets, "errorMessage", "facets/1-0-1/ErrorMessageRunFacet.json")
                    .put("message", run.failure())
                    .put("programmingLanguage", "JAVA");
        }
        event.putObject("job").put("namespace", NAMESPACE).put("name", "nightly");
        return event;
    }

    /** OpenLineage names runs by UUIDs: one and the same for the same run (RFC 9562, version 3). */
    private UUID uuid() {
        return UUID.nameUUIDFromBytes((NAMESPACE + ":" + run.runId()).getBytes(StandardCharsets.UTF_8));
    }

    private void nominalTime(ObjectNode facets) {
        LocalDate day = run.businessDate();
        facet(facets, "nominalTime", "facets/1-0-1/NominalTimeRunFacet.json")
                .put(
                        "nominalStartTime",
                        day.atStartOfDay(businessZone).toInstant().toString())
                .put(
                        "nominalEndTime",
                        day.plusDays(1).atStartOfDay(businessZone).toInstant().toString());
    }

    private void clienteleRun(ObjectNode facets) {
        ObjectNode facet = facets.putObject("clientele_run");
        facet.put("_producer", PRODUCER);
        facet.put("_schemaURL", PRODUCER + "#run");
        facet.put("runId", run.runId());
        facet.put("businessDate", run.businessDate().toString());
        facet.put("trigger", run.trigger());
        if (run.revision() != null) {
            facet.put("revision", run.revision());
        }
        run.fingerprints().forEach(facet::put);
    }

    private static void output(ArrayNode outputs, MartFile mart, Version version) {
        ObjectNode output = outputs.addObject().put("namespace", NAMESPACE).put("name", "marts." + mart.name());
        ObjectNode facets = output.putObject("facets");
        facet(facets, "version", "facets/1-0-1/DatasetVersionDatasetFacet.json").put("datasetVersion", version.name());
        ArrayNode fields =
                facet(facets, "schema", "facets/1-1-1/SchemaDatasetFacet.json").putArray("fields");
        mart.schema().forEach(column -> fields.addObject()
                .put("name", column.name())
                .put("type", column.type().toString()));
        facet(
                        output.putObject("outputFacets"),
                        "outputStatistics",
                        "facets/1-0-2/OutputStatisticsOutputDatasetFacet.json")
                .put("rowCount", mart.rows())
                .put("size", mart.seal().bytes());
    }

    private static ObjectNode facet(ObjectNode facets, String name, String schema) {
        return facets.putObject(name).put("_producer", PRODUCER).put("_schemaURL", SPECIFICATION + schema);
    }
}
