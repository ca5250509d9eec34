package io.clientele.publish;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Why a file could not be read or written, in words: Java's own message is often nothing but the path. */
public final class Reason {

    private Reason() {}

    public static String of(IOException failure) {
        if (failure instanceof NoSuchFileException missing) {
            return missing.getFile() + " is missing";
        }
        if (failure instanceof AccessDeniedException denied) {
            return denied.getFile() + " may not be read or written by this user";
        }
        if (failure instanceof FileAlreadyExistsException inTheWay) {
            return inTheWay.getFile() + " is in the way";
        }
        if (failure instanceof NotDirectoryException noFolder) {
            return noFolder.getFile() + " is not a folder";
        }
        return failure.getMessage() == null ? failure.toString() : failure.getMessage();
    }
}
