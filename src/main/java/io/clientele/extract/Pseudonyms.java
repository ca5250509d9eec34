package io.clientele.extract;

import io.clientele.model.Refusal;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.KeyGenerator;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** Names that stand for people and lead back to nobody without the key: HMAC-SHA256 in hex. One thread at a time. */
public final class Pseudonyms {

    private static final String ALGORITHM = "HmacSHA256";

    private final Mac mac;

    private Pseudonyms(SecretKey key) throws GeneralSecurityException {
        this.mac = Mac.getInstance(ALGORITHM);
        mac.init(key);
    }

    /**
     * Those of a key that is there.
     *
     * @throws Refusal {@code USAGE} where it is gone: whom it stood for would come back
     */
    public static Pseudonyms of(Path keyFile) {
        try {
            byte[] key = HexFormat.of().parseHex(Files.readString(keyFile).strip());
            return new Pseudonyms(new SecretKeySpec(key, ALGORITHM));
        } catch (NoSuchFileException gone) {
            throw new Refusal(
                    Refusal.Kind.USAGE,
                    "Cannot tell who was forgotten: the key of pseudonyms is gone; put it back\n  at " + keyFile);
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            throw unusable(keyFile, e);
        }
    }

    /** Those of a key that is made where there is none yet, for its owner alone to read. Only for whoever holds the night lock. */
    public static Pseudonyms ofKeyMadeAt(Path keyFile) {
        Path file = keyFile.toAbsolutePath();
        try {
            if (!Files.exists(file)) {
                make(file);
            }
            return of(file);
        } catch (IOException | GeneralSecurityException e) {
            throw unusable(keyFile, e);
        }
    }

    /** It is on disk, whole, when it can be seen: half a key would be refused every night. */
    private static void make(Path file) throws IOException, GeneralSecurityException {
        byte[] key = KeyGenerator.getInstance(ALGORITHM).generateKey().getEncoded();
        Files.createDirectories(file.getParent());
        Path aside = Files.createTempFile(file.getParent(), ".", ".key"); // for its owner alone
        try (FileChannel channel = FileChannel.open(aside, StandardOpenOption.WRITE)) {
            channel.write(StandardCharsets.UTF_8.encode(HexFormat.of().formatHex(key) + "\n"));
            channel.force(true);
        }
        Files.move(aside, file);
    }

    private static Refusal unusable(Path keyFile, Exception e) {
        return new Refusal(
                Refusal.Kind.USAGE, "Cannot use the key of pseudonyms: " + e.getMessage() + "\n  at " + keyFile, e);
    }

    /** The same words give the same name. */
    public String name(String... words) {
        return HexFormat.of().formatHex(mac.doFinal(String.join("\u0000", words).getBytes(StandardCharsets.UTF_8)));
    }
}
