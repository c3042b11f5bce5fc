/** The command people meet: {@code tieline demo}, {@code run}, {@code check}, {@code scan}, {@code profile}, {@code tariff} and {@code bill}. */
@NullMarked
package io.tieline.cli;

import org.jspecify.annotations.NullMarked;
