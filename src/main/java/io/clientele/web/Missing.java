package io.clientele.web;

/** There is no such thing. */
final class Missing extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Missing(String what) {
        super("There is no " + what);
    }
}
