/** Real database servers for tests, each with a database of its own for whoever asks. */
@org.jspecify.annotations.NullMarked
package io.clientele.servers;
