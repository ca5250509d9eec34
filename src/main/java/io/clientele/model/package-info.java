/** What {@code jobs/} and the policies say: stages, contracts, models and their order. Plain Java, no Spring, no JDBC. */
@NullMarked
package io.clientele.model;

import org.jspecify.annotations.NullMarked;
