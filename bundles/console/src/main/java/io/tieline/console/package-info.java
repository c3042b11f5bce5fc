/** REST, server-sent events and the operator page. */
@NullMarked
package io.tieline.console;

import org.jspecify.annotations.NullMarked;
