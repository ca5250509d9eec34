package io.clientele.web.tell;

import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who is told of runs and of late nights; nobody, unless it is said.
 *
 * @param mailTo addresses; the mail server is Spring's {@code spring.mail.host}
 * @param mailFrom the sender's address
 * @param webhook where notices are posted as JSON
 * @param webhookSecret by which they are signed
 * @param ownNetwork whether the webhook may be in the own network, and without TLS
 */
public record NoticeSettings(
        @DefaultValue List<String> mailTo,
        @DefaultValue("clientele@localhost") String mailFrom,
        @Nullable URI webhook,
        @Nullable String webhookSecret,
        @DefaultValue("false") boolean ownNetwork) {

    /** Nobody is told anything. */
    public static final NoticeSettings NOBODY = new NoticeSettings(List.of(), "clientele@localhost", null, null, false);

    /** Without the secret. */
    @Override
    public String toString() {
        return "NoticeSettings[mailTo=" + mailTo + ", webhook=" + webhook + "]";
    }
}
