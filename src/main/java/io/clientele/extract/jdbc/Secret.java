package io.clientele.extract.jdbc;

/** A text that is told to a driver and to nobody else. */
public final class Secret {

    private static final String HIDDEN = "***";

    private final String text;

    public Secret(String text) {
        this.text = text;
    }

    String text() {
        return text;
    }

    /** A message of somebody else's, in which the secret is not to be read. */
    String hiddenIn(String message) {
        return text.isEmpty() ? message : message.replace(text, HIDDEN);
    }

    @Override
    public String toString() {
        return HIDDEN;
    }
}
