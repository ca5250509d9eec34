package io.clientele.web.tell;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A file for each run, its events a line each. */
record LineageFiles(Path folder) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    Path of(String runId) {
        return folder.resolve(runId + ".jsonl");
    }

    /** How many events of a run are written; the second one, which can be large, is not read for it. */
    int count(String runId) throws IOException {
        if (!Files.exists(of(runId))) {
            return 0;
        }
        try (BufferedReader lines = Files.newBufferedReader(of(runId))) {
            return lines.readLine() == null ? 0 : lines.read() < 0 ? 1 : 2;
        }
    }

    /** Writes them all anew; the file has the former ones or these, never a part of them. */
    void write(String runId, List<ObjectNode> events) throws IOException {
        Files.createDirectories(folder);
        Path aside = folder.resolve(runId + ".tmp");
        Files.writeString(
                aside, events.stream().map(JSON::writeValueAsString).collect(Collectors.joining("\n", "", "\n")));
        Files.move(aside, of(runId), StandardCopyOption.ATOMIC_MOVE);
    }
}
