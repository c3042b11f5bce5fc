/** Kura: its own form of metatype. */
@NullMarked
package org.eclipse.kura.configuration.metatype;

import org.jspecify.annotations.NullMarked;
