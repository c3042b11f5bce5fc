/** {@code tieline demo}: the simulated site, the gateway and a summary of what they did, with nothing to set up. */
@NullMarked
package io.tieline.cli.demo;

import org.jspecify.annotations.NullMarked;
