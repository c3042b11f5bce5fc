/** Kura: what must stay alive. */
@NullMarked
package org.eclipse.kura.watchdog;

import org.jspecify.annotations.NullMarked;
