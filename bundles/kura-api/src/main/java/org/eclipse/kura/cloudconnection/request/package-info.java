/** Kura: requests that come in over a cloud connection. */
@NullMarked
package org.eclipse.kura.cloudconnection.request;

import org.jspecify.annotations.NullMarked;
