/** The product's southbound rooms, wired as in the gateway, in a process of their own that says what it costs. */
@NullMarked
package io.tieline.rig.bench.gateway;

import org.jspecify.annotations.NullMarked;
