/** The journal measured: beside other ways to keep the same samples, over an hour, after a crash. */
@NullMarked
package io.tieline.rig.bench.journal;

import org.jspecify.annotations.NullMarked;
