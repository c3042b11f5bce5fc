/** The command people meet: {@code tieline demo}, {@code run}, {@code check}, {@code scan} and {@code profile}. */
@NullMarked
package io.tieline.cli;

import org.jspecify.annotations.NullMarked;
