/** Rows of databases behind JDBC, fitted to the contract's types and written as Parquet. */
@NullMarked
package io.clientele.extract.jdbc;

import org.jspecify.annotations.NullMarked;
