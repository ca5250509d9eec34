/** The SQL engine, and only here: relations made from queries, rows read and appended, Parquet in and out. */
@NullMarked
package io.clientele.warehouse;

import org.jspecify.annotations.NullMarked;
