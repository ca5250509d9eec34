/** The source packs, run against databases with the schemas of the systems that they map. */
@org.jspecify.annotations.NullMarked
package io.clientele.extract.packs;
