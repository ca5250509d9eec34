package io.clientele.extract;

import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text of a query as it can stand within another one.
 *
 * @param sql without the semicolon at its end, which comments may follow
 * @param secondLine the line, from 1 on, on which a second statement begins; empty where there is none
 */
record SelectText(String sql, OptionalInt secondLine) {

    private static final Pattern TOKEN =
            Pattern.compile("(?<blank>\\s+|--[^\\n]*|(?s:/\\*.*?\\*/))|'[^']*'|\"[^\"]*\"|`[^`]*`|(?s:.)");

    static SelectText of(String text) {
        StringBuilder sql = new StringBuilder();
        boolean isAtEnd = false;
        Matcher token = TOKEN.matcher(text);
        while (token.find()) {
            boolean isBlank = token.group("blank") != null;
            if (token.group().equals(";")) {
                isAtEnd = true;
            } else if (isAtEnd && !isBlank) {
                return new SelectText(text, OptionalInt.of(lineOf(text, token.start())));
            } else {
                sql.append(token.group());
            }
        }
        return new SelectText(sql.toString().strip(), OptionalInt.empty());
    }

    private static int lineOf(String text, int at) {
        return 1 + (int) text.substring(0, at).chars().filter(c -> c == '\n').count();
    }
}
