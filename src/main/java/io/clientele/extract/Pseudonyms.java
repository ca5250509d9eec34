package io.clientele.extract;

import io.clientele.model.Refusal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
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

    /** Those of a key that is made where there is none yet, for its owner alone to read. */
    public static Pseudonyms ofKeyMadeAt(Path keyFile) {
        try {
            Path file = keyFile.toAbsolutePath();
            Files.createDirectories(file.getParent());
            try {
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            } catch (FileAlreadyExistsException made) {
                return of(file);
            }
            byte[] key = KeyGenerator.getInstance(ALGORITHM).generateKey().getEncoded();
            Files.writeString(file, HexFormat.of().formatHex(key) + "\n");
            return of(file);
        } catch (IOException | GeneralSecurityException e) {
            throw unusable(keyFile, e);
        }
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
