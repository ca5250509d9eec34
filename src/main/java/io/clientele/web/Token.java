package io.clientele.web;

import java.time.Instant;

/** Whose token it is, without the token. */
record Token(String name, Role role, Instant createdAt) {}
