/** The night: which steps it has, who may start it, where it stands, and how it goes on after it was cut off. */
@NullMarked
package io.clientele.nightly;

import org.jspecify.annotations.NullMarked;
