package io.tieline.journal;

import io.tieline.journal.block.Aspect;
import io.tieline.journal.block.BlockReader;
import io.tieline.journal.block.DamagedBlockException;
import io.tieline.journal.block.SampleColumns;
import io.tieline.model.Quality;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Consecutive samples of one device in the order they were recorded. Sample {@code i} has position {@code position() + i}. */
public final class Samples implements Entry {

    private final long position;
    private final String device;
    private final List<String> names;
    private final SampleColumns columns;
    private final int from;
    private final int to;

    Samples(long position, String device, List<String> names, SampleColumns columns, int from, int to) {
        this.position = position;
        this.device = device;
        this.names = names;
        this.columns = columns;
        this.from = from;
        this.to = to;
    }

    /**
     * The samples of a block.
     *
     * @param step milliseconds that one of them stands for, 0: as recorded. Of a step the last value is delivered, at
     *     the last moment of the step
     */
    static Samples of(long position, String device, BlockReader block, int step, Dictionary dictionary)
            throws DamagedBlockException {
        SampleColumns columns = block.samples();
        int aspects = block.isSteps() ? Aspect.COUNT : 1;
        if (block.isSteps()) {
            columns = columns.where(point -> block.points()[point] % aspects == Aspect.LAST.ordinal(), step - 1);
        }
        List<String> names = new ArrayList<>(block.points().length);
        for (int id : block.points()) {
            names.add(dictionary.pointName(id / aspects));
        }
        return new Samples(position, device, names, columns, 0, columns.size());
    }

    /** Some of them, at a position of their own. */
    Samples part(long at, int begin, int end) {
        return new Samples(at, device, names, columns, from + begin, from + end);
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public int size() {
        return to - from;
    }

    public String device() {
        return device;
    }

    /** Name of the point relative to the device. */
    public String point(int sample) {
        return names.get(columns.point(from + sample));
    }

    /** The names of the points that may occur in it. */
    public List<String> points() {
        return names;
    }

    /** Which of {@link #points()} a sample is of. */
    public int pointIndex(int sample) {
        return columns.point(from + sample);
    }

    public long utcMillis(int sample) {
        return columns.utcMillis(from + sample);
    }

    /** The number to the bit; NaN for texts and bad values. */
    public double value(int sample) {
        return columns.value(from + sample);
    }

    public Quality quality(int sample) {
        return Quality.ofCode(columns.quality(from + sample));
    }

    public @Nullable String text(int sample) {
        return columns.text(from + sample);
    }
}
