/** What the server tells by itself: health, metrics, lineage and notices. */
@NullMarked
package io.clientele.web.tell;

import org.jspecify.annotations.NullMarked;
