package io.clientele.web.tell;

import java.io.IOException;

/** A receiver has understood what it was told, and does not want it: telling it again would change nothing. */
final class Refused extends IOException {

    private static final long serialVersionUID = 1L;

    Refused(String message) {
        super(message);
    }
}
