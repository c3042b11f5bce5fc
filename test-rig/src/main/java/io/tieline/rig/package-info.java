/** The engineers' command line. */
@NullMarked
package io.tieline.rig;

import org.jspecify.annotations.NullMarked;
