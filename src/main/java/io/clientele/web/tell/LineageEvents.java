package io.clientele.web.tell;

import io.clientele.model.ColumnLineage;
import io.clientele.model.ColumnName;
import io.clientele.model.Derivation;
import io.clientele.model.Descent;
import io.clientele.model.RelationName;
import io.clientele.model.Stage;
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

    /** When the event happened: the start, 0, or the end, 1. A run that never came to begin started when it was asked for. */
    static Instant time(RunRecord run, int place) {
        if (place == 1) {
            return Objects.requireNonNull(run.endedAt(), "an ended run");
        }
        return run.beganAt() == null ? run.requestedAt() : run.beganAt();
    }

    /** That the run began. */
    ObjectNode start() {
        return event("START", time(run, 0));
    }

    /**
     * How it ended, and with which marts.
     *
     * @param columns what the columns of the marts come from, where that is known
     */
    ObjectNode end(Optional<Version> version, Optional<ColumnLineage> columns) {
        ObjectNode event = event(type(run.status()), time(run, 1));
        List<MartFile> marts = version.map(made -> made.manifest().marts()).orElse(List.of());
        ArrayNode inputs = event.putArray("inputs");
        columns.ifPresent(known -> known.sources()
                .forEach(
                        source -> inputs.addObject().put("namespace", NAMESPACE).put("name", source.toString())));
        ArrayNode outputs = event.putArray("outputs");
        for (MartFile mart : marts) {
            ObjectNode output = output(outputs, mart, version.orElseThrow());
            columns.ifPresent(known -> columns(output, mart, known));
        }
        return event;
    }

    private static RelationName relation(MartFile mart) {
        return new RelationName(Stage.MARTS.schema(), mart.name());
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

    private static ObjectNode output(ArrayNode outputs, MartFile mart, Version version) {
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
        return output;
    }

    /** What cannot be found out is left out, and named beside it. */
    private static void columns(ObjectNode output, MartFile mart, ColumnLineage known) {
        RelationName relation = relation(mart);
        ObjectNode facet = facet(
                (ObjectNode) output.path("facets"), "columnLineage", "facets/1-2-0/ColumnLineageDatasetFacet.json");
        ObjectNode fields = facet.putObject("fields");
        mart.schema()
                .forEach(column -> inputFields(
                        fields.putObject(column.name()).putArray("inputFields"),
                        known.origins(new ColumnName(relation, column.name()))));
        inputFields(facet.putArray("dataset"), known.influences(relation));
        if (!known.unresolved().isEmpty()) {
            ArrayNode unresolved = facet.putArray("clientele_unresolved");
            known.unresolved().forEach(unresolved::add);
        }
    }

    private static void inputFields(ArrayNode inputs, Descent descent) {
        descent.from().forEach((column, ways) -> {
            ArrayNode transformations = inputs.addObject()
                    .put("namespace", NAMESPACE)
                    .put("name", column.relation().toString())
                    .put("field", column.column())
                    .putArray("transformations");
            ways.forEach(way -> transformation(transformations.addObject(), way));
        });
    }

    /** OpenLineage has no word for arithmetic of which nothing is known. */
    private static void transformation(ObjectNode transformation, Derivation way) {
        transformation.put("type", way.isDirect() ? "DIRECT" : "INDIRECT");
        if (way == Derivation.ESTIMATION) {
            transformation.put("description", "fitted or scored in Java");
        } else {
            transformation.put("subtype", way.name());
        }
    }

    private static ObjectNode facet(ObjectNode facets, String name, String schema) {
        return facets.putObject(name).put("_producer", PRODUCER).put("_schemaURL", SPECIFICATION + schema);
    }
}
