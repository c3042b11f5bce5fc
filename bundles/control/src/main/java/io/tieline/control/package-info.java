/** The decision core: pure functions of snapshot, configuration and clock. */
@NullMarked
package io.tieline.control;

import org.jspecify.annotations.NullMarked;
