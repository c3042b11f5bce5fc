/** {@code rig bench southbound}: what the southbound rooms reach, in figures. */
@NullMarked
package io.tieline.rig.bench.southbound;

import org.jspecify.annotations.NullMarked;
