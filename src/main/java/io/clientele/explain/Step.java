package io.clientele.explain;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The measures after a cause was changed.
 *
 * @param cause empty for those that were published
 */
record Step(Optional<Cause> cause, Path measures) {}
