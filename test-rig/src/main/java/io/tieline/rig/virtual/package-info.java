/**
 * A site and its gateway in computed time: the real poll engine, setpoint keeper and control loop, devices that answer from
 * a simulated plant, and a clock that passes only when it is told to.
 */
@NullMarked
package io.tieline.rig.virtual;

import org.jspecify.annotations.NullMarked;
