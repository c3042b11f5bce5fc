/**
 * What registers mean: {@link io.tieline.modbus.register.Field}s decode numbers, texts, states and alarm bits straight from the
 * registers of one answer, {@link io.tieline.modbus.register.BlockPlanner} joins them into as few requests as a device allows.
 */
@NullMarked
package io.tieline.modbus.register;

import org.jspecify.annotations.NullMarked;
