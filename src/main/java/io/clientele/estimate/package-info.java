/** Statistical estimators: sufficient statistics in, parameters out; no SQL, no business. */
@NullMarked
package io.clientele.estimate;

import org.jspecify.annotations.NullMarked;
