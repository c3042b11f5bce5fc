/**
 * The cabinets together: what they can do now ({@link io.tieline.control.fleet.Fleet}), how their cells stand ({@link
 * io.tieline.control.fleet.Care}), whether they do what they are told ({@link io.tieline.control.fleet.Following}) and are
 * believed ({@link io.tieline.control.fleet.Doubts}), and which fire areas are closed.
 */
@NullMarked
package io.tieline.control.fleet;

import org.jspecify.annotations.NullMarked;
