package io.clientele.web.tell;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Posts a notice as JSON. {@code Clientele-Signature} is the HMAC-SHA256, in hex, of {@code Clientele-Timestamp}, a dot and the body;
 * {@code Idempotency-Key} is the notice's.
 */
final class WebhookChannel implements Channel {

    private static final String ALGORITHM = "HmacSHA256";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Posting posting;
    private final @Nullable String secret;
    private final InstantSource clock;

    WebhookChannel(URI address, @Nullable String secret, boolean mayBeInOwnNetwork, InstantSource clock) {
        this.posting = new Posting(address, mayBeInOwnNetwork, "serve.notices");
        this.secret = secret;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "webhook";
    }

    @Override
    public Topic topic() {
        return Topic.NIGHTS;
    }

    @Override
    public void tell(Notice notice) throws IOException {
        String body = JSON.writeValueAsString(
                Map.of("key", notice.key(), "subject", notice.subject(), "body", notice.body()));
        String timestamp = Long.toString(clock.instant().getEpochSecond());
        Map<String, String> headers =
                new HashMap<>(Map.of("Idempotency-Key", notice.key(), "Clientele-Timestamp", timestamp));
        if (secret != null) {
            headers.put("Clientele-Signature", signature(secret, timestamp + "." + body));
        }
        int status = posting.post(body, headers);
        if (status < 200 || status > 299) {
            throw new IOException("the receiver answered " + status);
        }
    }

    static String signature(String secret, String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
