/** The commands: they parse, call, and print; results on stdout, messages on stderr. */
@NullMarked
package io.clientele.cli;

import org.jspecify.annotations.NullMarked;
