/** Kura: errors. */
@NullMarked
package org.eclipse.kura;

import org.jspecify.annotations.NullMarked;
