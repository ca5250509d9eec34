package io.clientele.extract.jdbc;

import java.net.UnknownHostException;
import java.sql.SQLException;
import org.springframework.core.NestedExceptionUtils;

/** What a driver says, as others may read it. */
record DriverWords(Secret password) {

    /** Its message on one line, without the password. */
    String told(Throwable e) {
        String message = String.valueOf(e.getMessage());
        Throwable cause = e.getCause();
        if (NestedExceptionUtils.getMostSpecificCause(e) instanceof UnknownHostException unknown) {
            message = "there is no host " + unknown.getMessage();
        } else if (cause != null && cause.getMessage() != null && !message.contains(cause.getMessage())) {
            message += " (" + cause.getMessage() + ")";
        }
        return password.hiddenIn(message).strip().replaceAll("\\s*\\R\\s*", "; ");
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
