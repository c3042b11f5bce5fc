/** Kura: values with their type. */
@NullMarked
package org.eclipse.kura.type;

import org.jspecify.annotations.NullMarked;
