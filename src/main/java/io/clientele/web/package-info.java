/** The server: what people and programs ask over the network, and what they may. */
@NullMarked
package io.clientele.web;

import org.jspecify.annotations.NullMarked;
