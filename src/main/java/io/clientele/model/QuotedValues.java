package io.clientele.model;

/** What engines quote of rows in their words, which are told to many who may not read the rows. */
public final class QuotedValues {

    private static final String QUOTES = "'\"";

    private QuotedValues() {}

    /**
     * Hides what a message has in quotes and the query has not: of such a text its first letter and its length are left. Engines do not
     * mark quotes within what they quote; so all up to the last such quote of the message is hidden with the first one.
     *
     * @param message on one line
     * @param query that was asked; empty where everything in quotes is to be hidden
     */
    public static String hiddenIn(String message, String query) {
        int at = 0;
        while (at < message.length()) {
            if (isOpening(message, at)) {
                int end = message.indexOf(message.charAt(at), at + 1);
                if (end < 0 || !query.contains(message.substring(at + 1, end))) {
                    int to = end < 0 ? message.length() : message.lastIndexOf(message.charAt(at));
                    return message.substring(0, at + 1) + hidden(message.substring(at + 1, to)) + message.substring(to);
                }
                at = end;
            }
            at++;
        }
        return message;
    }

    /** A quote behind a letter is an apostrophe. */
    private static boolean isOpening(String message, int at) {
        return QUOTES.indexOf(message.charAt(at)) >= 0
                && (at == 0 || !Character.isLetterOrDigit(message.charAt(at - 1)));
    }

    /** A text's first letter and its length; nothing of nothing. */
    public static String hidden(String text) {
        if (text.isEmpty()) {
            return "";
        }
        int length = text.codePointCount(0, text.length());
        return Character.toString(text.codePointAt(0)) + "… (" + length + ")";
    }
}
