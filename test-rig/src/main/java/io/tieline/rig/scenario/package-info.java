/**
 * Scenarios: readable files that say what happens to a site when, and what must hold. {@link
 * io.tieline.rig.scenario.ScenarioReader} reads one, {@link io.tieline.rig.scenario.ScenarioRun} plays it on a {@link
 * io.tieline.rig.scenario.Stage}; what may happen stands in {@link io.tieline.rig.scenario.Happenings}, what may be asked
 * in {@link io.tieline.rig.scenario.Quantities}.
 */
@NullMarked
package io.tieline.rig.scenario;

import org.jspecify.annotations.NullMarked;
