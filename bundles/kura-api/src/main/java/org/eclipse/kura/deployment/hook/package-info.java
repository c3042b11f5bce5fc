/** Kura: taking part in deployments asked for over a cloud connection. */
@NullMarked
package org.eclipse.kura.deployment.hook;

import org.jspecify.annotations.NullMarked;
