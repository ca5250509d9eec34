/** A model's relation: made by the engine or by an estimator, and held against its contract. */
@NullMarked
package io.clientele.compute;

import org.jspecify.annotations.NullMarked;
