/**
 * What the control would have made of a load: {@link io.tieline.control.study.Study} drives the real {@link
 * io.tieline.control.ControlCore} over a recorded load with one ideal battery, minute by minute in virtual time.
 */
@NullMarked
package io.tieline.control.study;

import org.jspecify.annotations.NullMarked;
