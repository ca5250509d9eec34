/** How often customers buy, whether they still do, and how often they will: purchase models on grouped day cells. */
@NullMarked
package io.clientele.estimate.purchase;

import org.jspecify.annotations.NullMarked;
