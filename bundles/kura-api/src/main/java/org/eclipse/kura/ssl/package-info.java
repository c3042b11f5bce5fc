/** Kura: certificates and sockets. */
@NullMarked
package org.eclipse.kura.ssl;

import org.jspecify.annotations.NullMarked;
