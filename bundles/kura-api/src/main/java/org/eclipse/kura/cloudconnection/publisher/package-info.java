/** Kura: the way to a cloud. */
@NullMarked
package org.eclipse.kura.cloudconnection.publisher;

import org.jspecify.annotations.NullMarked;
