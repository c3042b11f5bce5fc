/** Kura: what becomes of a cloud connection and its messages. */
@NullMarked
package org.eclipse.kura.cloudconnection.listener;

import org.jspecify.annotations.NullMarked;
