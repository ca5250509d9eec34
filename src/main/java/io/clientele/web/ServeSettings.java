package io.clientele.web;

import io.clientele.web.tell.LineageSettings;
import io.clientele.web.tell.NoticeSettings;
import java.util.List;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What {@code config/application.yaml} says under {@code serve}, besides Spring's own keys of {@code server}.
 *
 * @param hosts the names under which the server is asked, besides localhost and the loopback addresses
 * @param behindProxy whether something in front of the server does TLS, so that it may listen elsewhere than on the loopback address
 * @param notices who is told of runs and of late nights
 * @param lineage who gets the lineage of runs
 */
public record ServeSettings(
        @DefaultValue List<String> hosts,
        @DefaultValue("false") boolean behindProxy,
        @DefaultValue NoticeSettings notices,
        @DefaultValue LineageSettings lineage) {}
