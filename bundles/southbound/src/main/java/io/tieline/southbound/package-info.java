/** The poll engine every protocol shares. */
@NullMarked
package io.tieline.southbound;

import org.jspecify.annotations.NullMarked;
