package io.clientele.estimate;

/** Standard scores of two-sided intervals. */
public final class StandardScores {

    /** Of 90 %, in which every interval is published. */
    public static final double Z_90 = 1.6448536269514722;

    private StandardScores() {}
}
