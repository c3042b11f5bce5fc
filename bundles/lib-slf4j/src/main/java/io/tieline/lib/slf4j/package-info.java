/** slf4j 2 for wrapped libraries, kept away from the platform's own. */
@NullMarked
package io.tieline.lib.slf4j;

import org.jspecify.annotations.NullMarked;
