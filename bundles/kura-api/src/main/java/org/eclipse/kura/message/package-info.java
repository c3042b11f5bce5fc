/** Kura: what is sent. */
@NullMarked
package org.eclipse.kura.message;

import org.jspecify.annotations.NullMarked;
