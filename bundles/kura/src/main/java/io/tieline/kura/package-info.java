/** What only a real Kura needs. */
@NullMarked
package io.tieline.kura;

import org.jspecify.annotations.NullMarked;
