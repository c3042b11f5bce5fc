/** Kura: keys and certificates. */
@NullMarked
package org.eclipse.kura.security.keystore;

import org.jspecify.annotations.NullMarked;
