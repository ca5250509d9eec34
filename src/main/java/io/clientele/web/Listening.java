package io.clientele.web;

import io.clientele.model.Refusal;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.springframework.core.env.Environment;

/** Where the server may listen: tokens do not go over a network in clear. */
final class Listening {

    private static final List<String> ADDRESSES = List.of("server.address", "management.server.address");
    private static final List<String> CERTIFICATES =
            List.of("server.ssl.bundle", "server.ssl.key-store", "server.ssl.certificate");

    private Listening() {}

    /** @throws Refusal {@code USAGE} where it would listen elsewhere than on the loopback address, without TLS and no proxy that has it */
    static void refuseUnlessSafe(Environment environment, ServeSettings settings) {
        if (settings.behindProxy() || CERTIFICATES.stream().anyMatch(environment::containsProperty)) {
            return;
        }
        for (String key : ADDRESSES) {
            String address = environment.getProperty(key);
            if (address != null && !isLoopback(address)) {
                throw new Refusal(
                        Refusal.Kind.USAGE,
                        "Cannot serve: " + key + " is " + address + ", where others can listen in",
                        List.of(
                                "give the server a certificate: server.ssl.certificate and server.ssl.certificate-private-key",
                                "or put a proxy with TLS in front of it, and say so: serve.behind-proxy: true"));
            }
        }
    }

    private static boolean isLoopback(String address) {
        try {
            return InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException e) {
            throw new Refusal(Refusal.Kind.USAGE, "Cannot serve: there is no address " + address, e);
        }
    }
}
