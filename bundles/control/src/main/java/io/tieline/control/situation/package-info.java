/**
 * What is seen of the site at one moment: {@link io.tieline.control.situation.SituationReader} turns the live image into a {@link
 * io.tieline.control.situation.Situation} of measured numbers, cabinets, witnesses of the grid, generators and outlets, and says
 * of each what is wrong with it.
 */
@NullMarked
package io.tieline.control.situation;

import org.jspecify.annotations.NullMarked;
