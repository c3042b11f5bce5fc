/** The part that lives inside the framework: {@code conf/gateway.yaml}, checked against the metatype, applied as a whole. */
@NullMarked
package io.tieline.launcher.configuration;

import org.jspecify.annotations.NullMarked;
