package io.tieline.rig.capture;

import io.tieline.control.study.LoadTrace;
import io.tieline.control.study.StudyBattery;
import io.tieline.control.study.WindowMeans;

/**
 * The fixed thresholds that would have been best, found with the whole load known: what no planner could have entered.
 *
 * @param capture its share of the possible reduction
 */
record TunedThreshold(ThresholdPair pair, double capture, WindowMeans reached) {

    private static final int SHAVE_STEPS = 25;
    private static final int RECHARGE_STEPS = 6;
    /** Thresholds below the peak by more than this many times the battery's power only empty it. */
    private static final double DEEPEST_POWERS = 2.5;

    /** Tries every pair of a grid: thresholds in steps of a tenth of the battery's power, six recharge levels below each. */
    static TunedThreshold search(LoadTrace load, Scale scale, StudyBattery battery, CaptureOptions options) {
        double highest = load.windows(options.windowMinutes()).highestW();
        double step = DEEPEST_POWERS * battery.powerW() / SHAVE_STEPS;
        Grid grid = new Grid(load, scale, battery, options);
        TunedThreshold best = grid.tryOne(new ThresholdPair(highest, highest));
        for (int i = 1; i <= SHAVE_STEPS; i++) {
            best = grid.rechargesBelow(highest - i * step, best);
        }
        return best;
    }

    private record Grid(LoadTrace load, Scale scale, StudyBattery battery, CaptureOptions options) {

        TunedThreshold rechargesBelow(double shaveW, TunedThreshold before) {
            TunedThreshold best = before;
            for (int j = 0; j < RECHARGE_STEPS; j++) {
                double recharge = shaveW - j * 0.5 * battery.powerW() * (1 + j) / RECHARGE_STEPS;
                TunedThreshold next = tryOne(new ThresholdPair(shaveW, recharge));
                best = next.capture > best.capture ? next : best;
            }
            return best;
        }

        TunedThreshold tryOne(ThresholdPair pair) {
            WindowMeans reached = pair.run(load, battery, options.reservePercent(), options.windowMinutes());
            return new TunedThreshold(pair, scale.capture(reached), reached);
        }
    }
}
