/** The durable record. */
@NullMarked
package io.tieline.journal;

import org.jspecify.annotations.NullMarked;
