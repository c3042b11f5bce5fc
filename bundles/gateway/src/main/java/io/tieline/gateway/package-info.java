/** The composition: OSGi components and the wiring of the rooms. */
@NullMarked
package io.tieline.gateway;

import org.jspecify.annotations.NullMarked;
