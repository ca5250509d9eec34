package io.clientele.extract.jdbc;

/** The tables of a source have to be read anew, all of them. */
public final class BeginAgain extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final boolean isLoss;

    /** More has to be read than was meant to: the next attempt knows it. */
    public BeginAgain(String reason) {
        this(reason, false);
    }

    private BeginAgain(String reason, boolean isLoss) {
        super(reason);
        this.isLoss = isLoss;
    }

    /** There was no one state that the tables could be read from to the end. */
    public static BeginAgain lost(String reason) {
        return new BeginAgain(reason, true);
    }

    static BeginAgain lost(String reason, Throwable cause) {
        BeginAgain lost = lost(reason);
        lost.initCause(cause);
        return lost;
    }

    /** Whether something failed, which is not to happen too often. */
    public boolean isLoss() {
        return isLoss;
    }
}
