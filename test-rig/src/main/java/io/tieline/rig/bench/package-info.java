/** The benchmarks: what the product reaches on this machine, measured on the real thing. */
@NullMarked
package io.tieline.rig.bench;

import org.jspecify.annotations.NullMarked;
