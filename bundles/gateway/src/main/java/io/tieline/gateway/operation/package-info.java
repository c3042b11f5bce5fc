/** What runs at this moment, for those who look at all of it. */
@NullMarked
package io.tieline.gateway.operation;

import org.jspecify.annotations.NullMarked;
