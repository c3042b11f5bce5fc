/** The packages for Eclipse Kura judged by what real Kura does. */
@NullMarked
package io.tieline.rig.accept.kura;

import org.jspecify.annotations.NullMarked;
