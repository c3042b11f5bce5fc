/** Kura: what an asset asks a driver for. */
@NullMarked
package org.eclipse.kura.channel;

import org.jspecify.annotations.NullMarked;
