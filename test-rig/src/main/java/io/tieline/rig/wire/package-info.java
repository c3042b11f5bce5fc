/** The wire side of the simulated devices, written independently of the gateway's own clients. */
@NullMarked
package io.tieline.rig.wire;

import org.jspecify.annotations.NullMarked;
