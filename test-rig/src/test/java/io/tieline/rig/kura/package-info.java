/** What Kura demands of the deployment package, checked on the file itself. */
@NullMarked
package io.tieline.rig.kura;

import org.jspecify.annotations.NullMarked;
