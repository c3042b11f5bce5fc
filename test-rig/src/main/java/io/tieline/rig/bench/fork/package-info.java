/** JVMs of their own for what must not disturb, or be disturbed by, what is measured. */
@NullMarked
package io.tieline.rig.bench.fork;

import org.jspecify.annotations.NullMarked;
