/** The record of a site, read beside the gateway: {@code tieline journal} exports it, shows it and makes its decisions again. */
@NullMarked
package io.tieline.cli.journal;

import org.jspecify.annotations.NullMarked;
