/** Kura: messages to a cloud. */
@NullMarked
package org.eclipse.kura.cloudconnection.message;

import org.jspecify.annotations.NullMarked;
