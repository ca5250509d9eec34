/** A night beside its day and beside the nights before it: how many rows, how old, which totals. */
@NullMarked
package io.clientele.nightly.past;

import org.jspecify.annotations.NullMarked;
