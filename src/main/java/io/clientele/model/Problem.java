package io.clientele.model;

import java.nio.file.Path;

/**
 * One thing that is wrong in a file.
 *
 * @param line counted from 1; 0 where the whole file is meant
 */
public record Problem(Path file, int line, String message) implements Comparable<Problem> {

    @Override
    public int compareTo(Problem other) {
        int byFile = file.compareTo(other.file);
        return byFile != 0 ? byFile : Integer.compare(line, other.line);
    }

    @Override
    public String toString() {
        return line > 0 ? file + ":" + line + ": " + message : file + ": " + message;
    }
}
