/** Kura: changes a driver reports by itself. */
@NullMarked
package org.eclipse.kura.channel.listener;

import org.jspecify.annotations.NullMarked;
