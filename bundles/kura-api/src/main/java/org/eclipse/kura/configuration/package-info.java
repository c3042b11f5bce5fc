/** Kura: what the console can configure. */
@NullMarked
package org.eclipse.kura.configuration;

import org.jspecify.annotations.NullMarked;
