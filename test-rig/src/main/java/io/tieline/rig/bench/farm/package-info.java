/**
 * Devices in bulk, as cheap as they can be made: they share two cores with the gateway under test. Written without its
 * code.
 */
@NullMarked
package io.tieline.rig.bench.farm;

import org.jspecify.annotations.NullMarked;
