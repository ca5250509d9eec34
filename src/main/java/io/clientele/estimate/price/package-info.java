/** How an account's quantities answer its prices, where each account has few observations and all share products and months. */
@NullMarked
package io.clientele.estimate.price;

import org.jspecify.annotations.NullMarked;
