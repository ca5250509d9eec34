package io.clientele.model;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * Rows in, rows out: what a model must make of them.
 *
 * @param sentence what it shows
 * @param given rows by relation; a column that a row leaves out is null
 * @param expect every row that must come out; only the columns that a row names are compared
 */
public record Example(
        RelationName relation,
        Path file,
        int line,
        String sentence,
        LocalDate asOf,
        Map<RelationName, List<Map<String, JsonNode>>> given,
        List<Map<String, JsonNode>> expect) {}
