package io.clientele.publish;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Marts that cannot be published or read. The message is the whole text for the person who started it. */
public final class PublicationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    /** @param outcome what happens now */
    PublicationException(String sentence, List<String> problems, String outcome) {
        super(block(sentence, problems) + outcome);
        this.problems = List.copyOf(problems);
    }

    private PublicationException(List<String> problems, String message) {
        super(message);
        this.problems = List.copyOf(problems);
    }

    /** @param problemsBySubject for each mart (or the night) that cannot be published, why */
    static PublicationException refusing(Map<String, List<String>> problemsBySubject, String outcome) {
        StringBuilder message = new StringBuilder();
        List<String> all = new ArrayList<>();
        problemsBySubject.forEach((subject, problems) -> {
            message.append(block("Cannot publish " + subject, problems));
            problems.forEach(problem -> all.add(subject + ": " + problem));
        });
        return new PublicationException(all, message + outcome);
    }

    private static String block(String sentence, List<String> problems) {
        StringBuilder block = new StringBuilder(sentence)
                .append(": ")
                .append(Counted.of(problems.size(), "problem"))
                .append('\n');
        problems.forEach(problem -> block.append("  ").append(problem).append('\n'));
        return block.toString();
    }

    /** Each problem by itself. */
    public List<String> problems() {
        return problems;
    }
}
