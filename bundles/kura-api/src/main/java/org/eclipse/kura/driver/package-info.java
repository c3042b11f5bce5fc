/** Kura: how assets reach devices. */
@NullMarked
package org.eclipse.kura.driver;

import org.jspecify.annotations.NullMarked;
