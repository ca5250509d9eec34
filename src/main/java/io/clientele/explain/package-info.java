/** Why a number is not what it was the night before: it is computed again with one cause changed at a time. */
@NullMarked
package io.clientele.explain;

import org.jspecify.annotations.NullMarked;
