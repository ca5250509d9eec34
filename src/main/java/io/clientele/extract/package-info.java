/** Sources and the landing zone: what was delivered, kept as it came, then cast and held against its contract. */
@NullMarked
package io.clientele.extract;

import org.jspecify.annotations.NullMarked;
