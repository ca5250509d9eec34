package io.clientele.web.tell;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Posts a notice as JSON. {@code Clientele-Signature} is the HMAC-SHA256, in hex, of {@code Clientele-Timestamp}, a dot and the body;
 * {@code Idempotency-Key} is the notice's. Goes over TLS and out of the own network only, unless the operator allows another receiver,
 * and follows no redirects.
 */
final class WebhookChannel implements Channel {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final String ALGORITHM = "HmacSHA256";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final URI address;
    private final @Nullable String secret;
    private final boolean mayBeInOwnNetwork;
    private final InstantSource clock;
    private final HttpClient client = HttpClient.newBuilder()
            .followRedirects(Redirect.NEVER)
            .connectTimeout(PATIENCE)
            .build();

    WebhookChannel(URI address, @Nullable String secret, boolean mayBeInOwnNetwork, InstantSource clock) {
        this.address = address;
        this.secret = secret;
        this.mayBeInOwnNetwork = mayBeInOwnNetwork;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "webhook";
    }

    @Override
    public void tell(Notice notice) throws IOException {
        refuseOwnNetwork();
        String body = JSON.writeValueAsString(
                Map.of("key", notice.key(), "subject", notice.subject(), "body", notice.body()));
        String timestamp = Long.toString(clock.instant().getEpochSecond());
        HttpRequest.Builder request = HttpRequest.newBuilder(address)
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", notice.key())
                .header("Clientele-Timestamp", timestamp)
                .POST(BodyPublishers.ofString(body));
        if (secret != null) {
            request.header("Clientele-Signature", signature(secret, timestamp + "." + body));
        }
        int status = send(request.build());
        if (status < 200 || status > 299) {
            throw new IOException("the receiver answered " + status);
        }
    }

    private int send(HttpRequest request) throws IOException {
        try {
            HttpResponse<Void> response = client.send(request, BodyHandlers.discarding());
            return response.statusCode();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private void refuseOwnNetwork() throws IOException {
        if (mayBeInOwnNetwork) {
            return;
        }
        if (!"https".equals(address.getScheme())) {
            throw new IOException("a webhook needs https, unless serve.notices.own-network is true");
        }
        for (InetAddress found : InetAddress.getAllByName(address.getHost())) {
            if (isOwn(found)) {
                throw new IOException(
                        "the webhook leads into the own network, which serve.notices.own-network does not allow");
            }
        }
    }

    /** Loopback, link-local, site-local, unique local of IPv6, and what is no host. */
    static boolean isOwn(InetAddress address) {
        byte[] bytes = address.getAddress();
        boolean isUniqueLocal = bytes.length == 16 && (bytes[0] & 0xFE) == 0xFC;
        boolean isShared = bytes.length == 4 && (bytes[0] & 0xFF) == 100 && (bytes[1] & 0xC0) == 64;
        return address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isAnyLocalAddress()
                || address.isMulticastAddress()
                || isUniqueLocal
                || isShared;
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
