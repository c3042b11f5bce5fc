/** The assembled runtime, started from the built bundles. */
@NullMarked
package io.tieline.distrib;

import org.jspecify.annotations.NullMarked;
