/** Kura: its secrets. */
@NullMarked
package org.eclipse.kura.crypto;

import org.jspecify.annotations.NullMarked;
