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

    private static final int SHAVE_STEPS = 24;
    private static final int RECHARGE_STEPS = 6;
    /** Thresholds below the peak by more than this many times the battery's power only empty it. */
    private static final double DEEPEST_POWERS = 2.5;
    /** So many finer thresholds on each side of the grid's best, up to its neighbours. */
    private static final int FINER_STEPS = 3;

    /** Searches a grid, then a finer one around its best. */
    static TunedThreshold search(LoadTrace load, Scale scale, StudyBattery battery, CaptureOptions options) {
        double highest = load.windows(options.windowMinutes()).highestW();
        double step = DEEPEST_POWERS * battery.powerW() / SHAVE_STEPS;
        Grid grid = new Grid(load, scale, battery, options);
        TunedThreshold best = grid.tryOne(new ThresholdPair(highest, highest));
        for (int i = 1; i <= SHAVE_STEPS; i++) {
            best = grid.rechargesBelow(highest - i * step, best);
        }
        double around = best.pair().shaveW();
        for (int i = 1; i <= FINER_STEPS; i++) {
            double away = i * step / (FINER_STEPS + 1);
            best = grid.rechargesBelow(around - away, best);
            best = grid.rechargesBelow(around + away, best);
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
