package io.clientele.web.tell;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who gets the lineage of runs besides the files; nobody, unless it is said.
 *
 * @param url where each event is posted
 * @param apiKey which goes along as a bearer token
 * @param ownNetwork whether the receiver may be in the own network, and without TLS
 */
public record LineageSettings(
        @Nullable URI url,
        @Nullable String apiKey,
        @DefaultValue("false") boolean ownNetwork) {

    /** Files only. */
    public static final LineageSettings FILES = new LineageSettings(null, null, false);

    /** Without the key. */
    @Override
    public String toString() {
        return "LineageSettings[url=" + url + "]";
    }
}
