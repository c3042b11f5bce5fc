/** Exchanges our Debian package on a Kura 6: the gateway asks, a program of root's checks again, installs and takes back. */
@NullMarked
package io.tieline.kura.debian;

import org.jspecify.annotations.NullMarked;
