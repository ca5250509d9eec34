/** An invented industrial supplier: its ERP and CRM deliveries, and the truth that was planted in them. */
@NullMarked
package io.clientele.generate;

import org.jspecify.annotations.NullMarked;
