/** Files that recorded samples are exported to: CSV and Parquet. */
@NullMarked
package io.tieline.cli.samples;

import org.jspecify.annotations.NullMarked;
