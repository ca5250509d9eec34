/** Immutable versions of the marts: written aside, read again without the SQL engine, and switched to in one step. */
@NullMarked
package io.clientele.publish;

import org.jspecify.annotations.NullMarked;
