/**
 * The block format of README.md: {@link io.tieline.journal.block.SampleColumns} of one device become bytes and come back to the bit,
 * and several blocks read as one. Nothing here knows the database.
 */
@NullMarked
package io.tieline.journal.block;

import org.jspecify.annotations.NullMarked;
