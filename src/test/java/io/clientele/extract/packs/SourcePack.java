package io.clientele.extract.packs;

import io.clientele.model.Problem;
import io.clientele.model.YamlFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The queries of a source pack.
 *
 * @param folder where they lie
 * @param files by landing table, in the order of the source file
 */
record SourcePack(Path folder, Map<String, String> files) {

    static SourcePack read(String name) {
        Path sources = Path.of("config", "sources");
        List<Problem> problems = new ArrayList<>();
        YamlFile yaml = YamlFile.read(sources.resolve(name + ".yaml"), problems)
                .orElseThrow(() -> new IllegalArgumentException(problems.toString()));
        Map<String, String> files = new LinkedHashMap<>();
        yaml.root()
                .path("tables")
                .properties()
                .forEach(table ->
                        files.put(table.getKey(), table.getValue().path("query").stringValue()));
        return new SourcePack(sources.resolve(name), files);
    }

    /** The same pack with another query for a table, or with a table that the source file leaves to the reader. */
    SourcePack with(String table, String file) {
        Map<String, String> changed = new LinkedHashMap<>(files);
        changed.put(table, file);
        return new SourcePack(folder, changed);
    }

    String sql(String file) {
        try {
            return Files.readString(folder.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The statements of the page's only block of SQL: the rights that the pack needs. */
    List<String> grants() {
        String page = sql("README.md");
        int start = page.indexOf("```sql\n") + "```sql\n".length();
        return List.of(page.substring(start, page.indexOf("```", start)).strip().split(";\\s*"));
    }
}
