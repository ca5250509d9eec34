/** Who is about to leave: a logistic regression on what was known of an account, and what it says of each. */
@NullMarked
package io.clientele.estimate.churn;

import org.jspecify.annotations.NullMarked;
