package io.tieline.journal.block;

import io.tieline.model.Quality;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;

/**
 * Samples of one device → bytes of a block, as README.md describes them.
 *
 * <p>A row is a run of samples with one time and ascending points; within the block the columns stand point by point.
 * Not thread-safe; reused.
 */
public final class BlockWriter {

    static final int VERSION = 2;
    /** Values stand for all samples, not only for those that can have one. */
    static final int EVERY_VALUE = 1;

    static final int TEXTS = 2;
    /** The columns are sums over steps of time: every point has one column per {@link Aspect}. */
    static final int STEPS = 4;

    private static final boolean[] USABLE = usable();
    static final long NO_NUMBER = Double.doubleToRawLongBits(Double.NaN);

    /** Not worth a Huffman tree. */
    private static final int SMALL = 2048;

    private final ByteSink body = new ByteSink();
    private final ByteSink frame = new ByteSink();
    private final ByteSink numbers = new ByteSink();
    private final ValueColumn column = new ValueColumn();
    private int[] rows = new int[0];
    private int[] order = new int[0];
    private double[] values = new double[0];

    /**
     * One block of samples as they were recorded, to be kept.
     *
     * @param samples at least one
     * @param ids dictionary id of every point of the shape
     */
    public byte[] write(SampleColumns samples, int[] ids) {
        return write(samples, ids, 0, Compression.BEST);
    }

    /** The same for a block that is soon merged into a larger one: packing it is not worth its while. */
    public byte[] writeBriefly(SampleColumns samples, int[] ids) {
        return write(samples, ids, 0, Compression.NONE);
    }

    /**
     * One block of steps.
     *
     * @param steps at least one; their points are {@link Aspect#column columns}
     * @param ids dictionary id of every point of the shape
     */
    public byte[] writeSteps(SampleColumns steps, int[] ids) {
        int[] columns = new int[ids.length * Aspect.COUNT];
        for (int i = 0; i < columns.length; i++) {
            columns[i] = ids[i / Aspect.COUNT] * Aspect.COUNT + i % Aspect.COUNT;
        }
        return write(steps, columns, STEPS, Compression.BEST);
    }

    private byte[] write(SampleColumns samples, int[] ids, int kind, Compression compression) {
        int size = samples.size();
        if (rows.length < size) {
            rows = new int[size * 2];
            order = new int[size * 2];
            values = new double[size * 2];
        }
        body.clear();
        int flags = flags(samples) | kind;
        body.putUnsigned(size);
        body.putByte(flags);
        int rowCount = writeRows(samples);
        int[] ends = sortByPoint(samples, ids.length);
        writePoints(samples, ids, ends, rowCount);
        writeQualities(samples);
        if ((flags & TEXTS) != 0) {
            writeTexts(samples);
        }
        writeValues(samples, ends, (flags & EVERY_VALUE) != 0);
        return framed(body.size() < SMALL ? Compression.NONE : compression);
    }

    private static boolean[] usable() {
        boolean[] usable = new boolean[Quality.values().length];
        for (Quality quality : Quality.values()) {
            usable[quality.code()] = quality.isUsable();
        }
        return usable;
    }

    private static int flags(SampleColumns samples) {
        int flags = 0;
        for (int i = 0; i < samples.size(); i++) {
            boolean bad = !USABLE[samples.quality(i)];
            if (samples.text(i) != null) {
                flags |= TEXTS;
                bad = true;
            }
            if (bad && Double.doubleToRawLongBits(samples.value(i)) != NO_NUMBER) {
                flags |= EVERY_VALUE;
            }
        }
        return flags;
    }

    private int writeRows(SampleColumns samples) {
        int row = -1;
        for (int i = 0; i < samples.size(); i++) {
            if (i == 0
                    || samples.utcMillis(i) != samples.utcMillis(i - 1)
                    || samples.point(i) <= samples.point(i - 1)) {
                row++;
            }
            rows[i] = row;
        }
        body.putUnsigned(row + 1);
        long last = 0;
        long lastStep = 0;
        for (int i = 0; i < samples.size(); i++) {
            if (i == 0 || rows[i] != rows[i - 1]) {
                long step = samples.utcMillis(i) - last;
                body.putSigned(step - lastStep);
                lastStep = rows[i] == 0 ? 0 : step;
                last = samples.utcMillis(i);
            }
        }
        return row + 1;
    }

    /** Fills {@link #order} with the samples point by point; returns where each point's stretch ends. */
    private int[] sortByPoint(SampleColumns samples, int points) {
        int[] next = new int[points + 1];
        for (int i = 0; i < samples.size(); i++) {
            next[samples.point(i) + 1]++;
        }
        for (int point = 0; point < points; point++) {
            next[point + 1] += next[point];
        }
        for (int i = 0; i < samples.size(); i++) {
            order[next[samples.point(i)]++] = i;
        }
        return Arrays.copyOf(next, points);
    }

    private void writePoints(SampleColumns samples, int[] ids, int[] ends, int rowCount) {
        int present = 0;
        for (int point = 0; point < ends.length; point++) {
            present += ends[point] > start(ends, point) ? 1 : 0;
        }
        body.putUnsigned(present);
        long last = 0;
        for (int point = 0; point < ends.length; point++) {
            if (ends[point] > start(ends, point)) {
                body.putSigned(ids[point] - last);
                last = ids[point];
            }
        }
        for (int point = 0; point < ends.length; point++) {
            int count = ends[point] - start(ends, point);
            if (count > 0 && rowCount > 1) {
                writePresence(start(ends, point), count, rowCount);
            }
        }
    }

    private void writePresence(int start, int count, int rowCount) {
        body.putUnsigned(count);
        if (count == rowCount) {
            return;
        }
        byte[] bitmap = new byte[(rowCount + 7) / 8];
        for (int i = start; i < start + count; i++) {
            int row = rows[order[i]];
            bitmap[row >> 3] |= (byte) (1 << (row & 7));
        }
        body.put(bitmap, bitmap.length);
    }

    private void writeQualities(SampleColumns samples) {
        int from = 0;
        for (int i = 1; i <= samples.size(); i++) {
            byte running = samples.quality(order[from]);
            if (i == samples.size() || samples.quality(order[i]) != running) {
                body.putByte(running);
                body.putUnsigned(i - from);
                from = i;
            }
        }
    }

    private void writeTexts(SampleColumns samples) {
        Map<String, Integer> numbers = new HashMap<>();
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < samples.size(); i++) {
            String text = samples.text(order[i]);
            if (text != null && numbers.putIfAbsent(text, texts.size() + 1) == null) {
                texts.add(text);
            }
        }
        body.putUnsigned(texts.size());
        texts.forEach(body::putText);
        for (int i = 0; i < samples.size(); i++) {
            String text = samples.text(order[i]);
            body.putUnsigned(text == null ? 0 : numbers.getOrDefault(text, 0));
        }
    }

    private void writeValues(SampleColumns samples, int[] ends, boolean every) {
        for (int point = 0; point < ends.length; point++) {
            int count = 0;
            for (int i = start(ends, point); i < ends[point]; i++) {
                int sample = order[i];
                if (every || hasNumber(samples.quality(sample), samples.text(sample) != null)) {
                    values[count++] = samples.value(sample);
                }
            }
            if (count > 0) {
                numbers.clear();
                column.write(values, count, numbers);
                body.putUnsigned(numbers.size());
                body.put(numbers.array(), numbers.size());
            }
        }
    }

    static boolean hasNumber(byte quality, boolean text) {
        return !text && USABLE[quality];
    }

    private static int start(int[] ends, int point) {
        return point == 0 ? 0 : ends[point - 1];
    }

    private byte[] framed(Compression wanted) {
        Compression compression = wanted;
        byte[] packed = compression.compress(body.array(), body.size());
        if (compression != Compression.NONE && packed.length >= body.size()) {
            compression = Compression.NONE;
            packed = compression.compress(body.array(), body.size());
        }
        frame.clear();
        frame.putByte(VERSION);
        frame.putByte(compression.ordinal());
        frame.putUnsigned(body.size());
        CRC32C crc = new CRC32C();
        crc.update(frame.array(), 0, frame.size());
        crc.update(packed);
        frame.putInt((int) crc.getValue());
        frame.put(packed, packed.length);
        return Arrays.copyOf(frame.array(), frame.size());
    }
}
