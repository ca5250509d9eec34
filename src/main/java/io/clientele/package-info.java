/** The program's entrance. */
@NullMarked
package io.clientele;

import org.jspecify.annotations.NullMarked;
