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

    /** What the connections saw was not one state. */
    public static BeginAgain disagreement(String reason) {
        return new BeginAgain(reason, true);
    }

    /** The state that the tables were read from cannot be read any further. */
    static BeginAgain lost(String reason, Throwable cause) {
        BeginAgain lost = new BeginAgain(reason, true);
        lost.initCause(cause);
        return lost;
    }

    /** Whether something failed, which is not to happen too often. */
    public boolean isLoss() {
        return isLoss;
    }
}
