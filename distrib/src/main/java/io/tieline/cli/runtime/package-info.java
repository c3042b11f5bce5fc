/** The installed runtime: where it is, and the gateway started from it. */
@NullMarked
package io.tieline.cli.runtime;

import org.jspecify.annotations.NullMarked;
