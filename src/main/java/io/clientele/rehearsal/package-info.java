/** The jobs folder tried out without a night: every model compiled against its contract, every example run. */
@NullMarked
package io.clientele.rehearsal;

import org.jspecify.annotations.NullMarked;
