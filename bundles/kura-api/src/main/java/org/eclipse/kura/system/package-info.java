/** Kura: the machine it runs on. */
@NullMarked
package org.eclipse.kura.system;

import org.jspecify.annotations.NullMarked;
