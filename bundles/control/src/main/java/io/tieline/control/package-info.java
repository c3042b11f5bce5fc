/**
 * The decision core: pure functions of snapshot, configuration and clock.
 *
 * <p>{@link io.tieline.control.situation.SituationReader} turns the live image into a {@link io.tieline.control.situation.Situation}; {@link
 * io.tieline.control.ControlCore} turns that, its {@link io.tieline.control.ControlState} and the time into a {@link
 * io.tieline.control.Decision}: account of the demand window, target, state of the grid, then the claims of all
 * objectives, the arbiter, the guard and the split over the cabinets. A new objective is one
 * more {@link io.tieline.control.Objective} in {@link io.tieline.control.Objectives}, a new memory one more part of the
 * state.
 *
 * <p>The rooms below know nothing of this one: {@code situation} sees, {@code settings} wants, {@code grid}, {@code fleet}, {@code
 * reserve} and {@code demand} remember, {@code dispatch} splits.
 */
@NullMarked
package io.tieline.control;

import org.jspecify.annotations.NullMarked;
