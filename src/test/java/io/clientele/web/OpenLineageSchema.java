package io.clientele.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** What OpenLineage 2-0-2 demands of an event of a run, and 1-2-0 of the lineage of columns: every required member and its form. */
final class OpenLineageSchema {

    private OpenLineageSchema() {}

    static void assertValid(JsonNode event) {
        assertThat(Instant.parse(event.path("eventTime").stringValue())).isNotNull();
        assertThat(event.path("eventType").stringValue()).isIn("START", "COMPLETE", "ABORT", "FAIL");
        assertUri(event.path("producer"));
        assertUri(event.path("schemaURL"));
        assertThat(UUID.fromString(event.path("run").path("runId").stringValue()))
                .isNotNull();
        assertFacets(event.path("run").path("facets"));
        assertThat(event.path("job").path("namespace").stringValue()).isNotBlank();
        assertThat(event.path("job").path("name").stringValue()).isNotBlank();
        event.path("inputs").forEach(OpenLineageSchema::assertDataset);
        event.path("outputs").forEach(output -> {
            assertDataset(output);
            assertFacets(output.path("outputFacets"));
            assertColumns(output.path("facets"));
        });
        if (event.path("eventType").stringValue().equals("FAIL")) {
            JsonNode error = event.path("run").path("facets").path("errorMessage");
            assertThat(error.path("message").stringValue()).isNotBlank();
            assertThat(error.path("programmingLanguage").stringValue()).isNotBlank();
        }
    }

    private static void assertUri(JsonNode text) {
        assertThat(URI.create(text.stringValue()).isAbsolute()).isTrue();
    }

    private static void assertFacets(JsonNode facets) {
        facets.forEach(facet -> {
            assertUri(facet.path("_producer"));
            assertUri(facet.path("_schemaURL"));
        });
    }

    private static void assertDataset(JsonNode dataset) {
        assertThat(dataset.path("namespace").stringValue()).isNotBlank();
        assertThat(dataset.path("name").stringValue()).isNotBlank();
        assertFacets(dataset.path("facets"));
    }

    /** The facet names columns of the schema facet, and each of them. */
    private static void assertColumns(JsonNode facets) {
        Set<String> fields =
                Set.copyOf(facets.path("columnLineage").path("fields").propertyNames());
        assertThat(facets.path("schema").path("fields").valueStream().map(field -> field.path("name")
                        .stringValue()))
                .containsExactlyInAnyOrderElementsOf(fields);
        facets.path("columnLineage").path("fields").forEach(field -> assertInputFields(field.path("inputFields")));
        assertInputFields(facets.path("columnLineage").path("dataset"));
    }

    private static void assertInputFields(JsonNode inputFields) {
        assertThat(inputFields.isArray()).isTrue();
        inputFields.forEach(field -> {
            assertThat(field.path("namespace").stringValue()).isNotBlank();
            assertThat(field.path("name").stringValue()).isNotBlank();
            assertThat(field.path("field").stringValue()).isNotBlank();
            field.path("transformations").forEach(transformation -> assertThat(
                            transformation.path("type").stringValue())
                    .isIn("DIRECT", "INDIRECT"));
        });
    }
}
