/** Signed releases: where they come from, when one is installed, and whether the gateway is as well with it as before. */
@NullMarked
package io.tieline.gateway.update;

import org.jspecify.annotations.NullMarked;
