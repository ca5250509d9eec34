/** The source pack for Tryton, held to a database that Tryton's own workflow made. */
@org.jspecify.annotations.NullMarked
package io.clientele.extract.tryton;
