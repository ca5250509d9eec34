package io.clientele.web.tell;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;

/**
 * Posts JSON to one address: over TLS and out of the own network only, unless the operator allows another receiver. It follows no
 * redirects and waits five seconds.
 */
final class Posting {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final URI address;
    private final boolean mayBeInOwnNetwork;
    private final String settings;
    private final HttpClient client = HttpClient.newBuilder()
            .followRedirects(Redirect.NEVER)
            .connectTimeout(PATIENCE)
            .build();

    /** @param settings where the operator allows another receiver, for what is said of refusals */
    Posting(URI address, boolean mayBeInOwnNetwork, String settings) {
        this.address = address;
        this.mayBeInOwnNetwork = mayBeInOwnNetwork;
        this.settings = settings;
    }

    /** @return the receiver's status */
    int post(String body, Map<String, String> headers) throws IOException {
        refuseOwnNetwork();
        HttpRequest.Builder request = HttpRequest.newBuilder(address)
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body));
        headers.forEach(request::header);
        try {
            return client.send(request.build(), BodyHandlers.discarding()).statusCode();
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
            throw new IOException("it needs https, unless " + settings + ".own-network is true");
        }
        for (InetAddress found : InetAddress.getAllByName(address.getHost())) {
            if (isOwn(found)) {
                throw new IOException(
                        "it leads into the own network, which " + settings + ".own-network does not allow");
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
}
