package io.tieline.control.replay;

import io.tieline.control.ControlCore;
import io.tieline.control.ControlState;
import io.tieline.control.Decision;
import io.tieline.control.settings.ControlSettings;
import io.tieline.control.situation.Situation;
import io.tieline.control.study.StudyBattery;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What would have been decided with other settings, on the same load, grid, plant and requests.
 *
 * <p>As soon as a setpoint differs, the site is another one than the one on the record: from then on each cabinet has given
 * as much more or less as its setpoint differed, within its limits and its energy, with the losses of a {@link
 * StudyBattery}; its state of charge and the grid meter follow from that. Where the grid was lost the cabinets did what they
 * did. So the same settings give the record again, and the more they differ, the more the answer is a simulation. Not
 * thread-safe.
 */
public final class WhatIf {

    private final UnaryOperator<ControlSettings> changed;
    private @Nullable ControlCore core;
    private @Nullable OtherSite site;
    private @Nullable Decision before;
    private @Nullable Decision madeBefore;

    /** @param changed makes the other settings out of those that were in force */
    public WhatIf(UnaryOperator<ControlSettings> changed) {
        this.changed = changed;
    }

    /**
     * What would have been decided.
     *
     * @param decision with the other settings
     * @param gridW what the grid meter would have shown, NaN while it was not to be trusted
     */
    public record Would(Decision decision, double gridW) {}

    /**
     * The next decision of the record with the other settings; the first must be the beginning of a stretch.
     *
     * @param made what was decided
     */
    public Would next(Recorded recorded, Decision made) {
        ControlCore deciding = deciding(recorded);
        OtherSite other = site == null ? new OtherSite(recorded) : site;
        site = other;
        Situation situation = other.next(recorded, madeBefore, before);
        Decision decision = deciding.decide(situation, recorded.utcMillis(), recorded.nanos());
        before = decision;
        madeBefore = made;
        return new Would(decision, decision.flows().gridW());
    }

    private ControlCore deciding(Recorded recorded) {
        ControlCore now = recorded.begin()
                .map(begin -> new ControlCore(changed.apply(begin.settings()), state(begin)))
                .orElse(core);
        if (now == null) {
            throw new TapeException("the beginning of the stretch is not on the record");
        }
        core = now;
        return now;
    }

    /** The memory of the core goes its own way; it forgets with every restart, and is told what others told the recorded one. */
    private ControlState state(Recorded.Begin begin) {
        if (core == null) {
            return begin.state();
        }
        ControlState own = core.state();
        return (begin.started() ? ControlState.fromMap(own.toMap()) : own).toldAs(begin.state());
    }
}
