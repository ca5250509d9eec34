package io.clientele.extract.jdbc;

import io.clientele.model.QuotedValues;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.util.Set;
import org.springframework.core.NestedExceptionUtils;

/** What a driver says, as others may read it. */
record DriverWords(Secret password) {

    /** SQLSTATE classes (ISO/IEC 9075-2) of what is wrong with a value, which databases quote: data, and integrity. */
    private static final Set<String> OF_VALUES = Set.of("22", "23");

    /** Its message on one line, without the password and without the values of rows that it quotes. */
    String told(Throwable e) {
        String told = password.hiddenIn(message(e)).strip().replaceAll("\\s*\\R\\s*", "; ");
        return isOfValues(e) ? QuotedValues.hiddenIn(told, "") : told;
    }

    private static boolean isOfValues(Throwable e) {
        return e instanceof SQLException refused && OF_VALUES.contains(Dialect.classOf(refused));
    }

    private static String message(Throwable e) {
        String message = String.valueOf(e.getMessage());
        Throwable cause = e.getCause();
        if (NestedExceptionUtils.getMostSpecificCause(e) instanceof UnknownHostException unknown) {
            message = "there is no host " + unknown.getMessage();
        } else if (cause != null && cause.getMessage() != null && !message.contains(cause.getMessage())) {
            message += " (" + cause.getMessage() + ")";
        }
        return message;
    }

    /** A cause is written down with its whole stack, where messages are not looked through any more. */
    Throwable withoutSecrets(Throwable e) {
        if (!(e instanceof SQLException refused)) {
            return e;
        }
        SQLException told = new SQLException(told(e), refused.getSQLState(), refused.getErrorCode());
        told.setStackTrace(e.getStackTrace());
        return told;
    }
}
