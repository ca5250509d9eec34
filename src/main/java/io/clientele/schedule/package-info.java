/** When nights are due. */
@NullMarked
package io.clientele.schedule;

import org.jspecify.annotations.NullMarked;
