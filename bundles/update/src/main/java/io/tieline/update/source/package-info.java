/** Where releases come from. */
@NullMarked
package io.tieline.update.source;

import org.jspecify.annotations.NullMarked;
