package io.clientele.web.tell;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Posts the events of a run out of their file, as OpenLineage's receivers take them. */
final class LineageChannel implements Channel {

    private final LineageFiles files;
    private final Posting posting;
    private final @Nullable String apiKey;

    LineageChannel(LineageFiles files, URI url, @Nullable String apiKey, boolean mayBeInOwnNetwork) {
        this.files = files;
        this.posting = new Posting(url, mayBeInOwnNetwork, "serve.lineage");
        this.apiKey = apiKey;
    }

    @Override
    public String name() {
        return "lineage";
    }

    @Override
    public Topic topic() {
        return Topic.LINEAGE;
    }

    @Override
    public void tell(Notice notice) throws IOException {
        int status =
                posting.post(event(notice), apiKey == null ? Map.of() : Map.of("Authorization", "Bearer " + apiKey));
        boolean isLater = status == 408 || status == 429;
        if (status >= 400 && status < 500 && !isLater) {
            throw new Refused("the receiver answered " + status);
        }
        if (status < 200 || status > 299) {
            throw new IOException("the receiver answered " + status);
        }
    }

    private String event(Notice notice) throws IOException {
        LineageKey key = LineageKey.parse(notice.key());
        List<String> lines =
                Files.exists(files.of(key.runId())) ? Files.readAllLines(files.of(key.runId())) : List.of();
        if (lines.size() <= key.place()) {
            throw new Refused("its file is gone");
        }
        return lines.get(key.place());
    }
}
