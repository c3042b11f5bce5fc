/** The built product in a process of its own, and what any client can ask it. */
@NullMarked
package io.tieline.rig.product;

import org.jspecify.annotations.NullMarked;
