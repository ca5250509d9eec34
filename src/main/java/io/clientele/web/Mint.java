package io.clientele.web;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/** Makes tokens, by chance that nobody can repeat, and what is kept of them. */
final class Mint {

    private static final int BYTES = 32;

    private final SecureRandom random = new SecureRandom();

    /** 256 bits that nobody can guess. */
    String token() {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return "clt_" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /**
     * SHA-256 in hex. Unlike a password, which people choose, 256 bits of chance cannot be searched for, however fast the hash is; so a
     * slow one would only slow down those who may ask.
     */
    static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
