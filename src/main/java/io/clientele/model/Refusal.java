package io.clientele.model;

import java.util.List;

/** Why something cannot be done, told once and whole: a headline "Cannot X: reason" and all that was found. */
public class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Who has to act, and therefore the exit code. */
    public enum Kind {
        /** Models, policies, settings or the command line are wrong. */
        USAGE,
        /** The data broke a promise; the published marts stay. */
        GATE,
        /** A step failed. */
        FAILED,
        /** Another run holds the lock. */
        BUSY,
        /** Somebody asked the run to stop. */
        STOPPED,
        /** A source did not answer or its delivery is incomplete; worth trying again. */
        SOURCE
    }

    private final Kind kind;

    public Refusal(Kind kind, String headline) {
        this(kind, headline, List.of());
    }

    public Refusal(Kind kind, String headline, List<String> details) {
        super(text(headline, details));
        this.kind = kind;
    }

    public Refusal(Kind kind, String headline, Throwable cause) {
        super(headline, cause);
        this.kind = kind;
    }

    /** Refuses files with all their problems, in the order of files and lines. */
    public static Refusal of(String whatCannotBeDone, List<Problem> problems) {
        List<String> details =
                problems.stream().sorted().distinct().map(Problem::toString).toList();
        String headline =
                "Cannot " + whatCannotBeDone + ": " + details.size() + (details.size() == 1 ? " problem" : " problems");
        return new Refusal(Kind.USAGE, headline, details);
    }

    public Kind kind() {
        return kind;
    }

    private static String text(String headline, List<String> details) {
        StringBuilder text = new StringBuilder(headline);
        for (String detail : details) {
            text.append("\n  ").append(detail.replace("\n", "\n    "));
        }
        return text.toString();
    }
}
