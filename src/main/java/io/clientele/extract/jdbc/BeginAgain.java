package io.clientele.extract.jdbc;

/** The state of a source that its tables were read from cannot be read any further: all of them have to be read anew. */
public final class BeginAgain extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public BeginAgain(String reason) {
        super(reason);
    }

    public BeginAgain(String reason, Throwable cause) {
        super(reason, cause);
    }
}
