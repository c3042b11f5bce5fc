package io.tieline.journal;

import io.tieline.journal.block.Aspect;
import io.tieline.journal.block.BlockReader;
import java.util.Map;
import java.util.TreeMap;

/** The aspects of one point, read column by column and put together again. */
final class StepColumns {

    private final Map<Long, double[]> steps = new TreeMap<>();

    BlockReader.Column reader(Aspect aspect) {
        return (time, value, quality, text) ->
                steps.computeIfAbsent(time, t -> new double[Aspect.COUNT])[aspect.ordinal()] = value;
    }

    /** Steps in which there was no usable number say nothing. */
    void addTo(SeriesBuilder series) {
        steps.forEach((time, aspects) -> {
            int samples = (int) aspects[Aspect.SAMPLES.ordinal()];
            if (samples > 0) {
                series.add(
                        time,
                        aspects[Aspect.MIN.ordinal()],
                        aspects[Aspect.MAX.ordinal()],
                        aspects[Aspect.MEAN.ordinal()],
                        aspects[Aspect.LAST.ordinal()],
                        samples);
            }
        });
    }
}
