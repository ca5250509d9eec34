package io.clientele.web;

/**
 * What a desk demands of whoever asks, whatever way they came: the second check behind that of the routes. A class says NOBODY, and each
 * method what it needs; so one that says nothing is closed.
 */
final class Needs {

    static final String NOBODY = "denyAll()";
    static final String VIEWER = "hasAuthority('VIEWER')";
    static final String OPERATOR = "hasAuthority('OPERATOR')";
    static final String ADMIN = "hasAuthority('ADMIN')";

    /** Of who begins the run {@code #asked}: publishing although a gate stops it takes more. */
    static final String TO_BEGIN = "hasAuthority(#asked.overrides().isEmpty() ? 'OPERATOR' : 'ADMIN')";

    private Needs() {}
}
