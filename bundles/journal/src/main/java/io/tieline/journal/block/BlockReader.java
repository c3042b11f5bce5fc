package io.tieline.journal.block;

import io.tieline.model.Quality;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * A block, read; the counterpart of {@link BlockWriter}. Columns are unpacked when they are asked for, so that one point
 * of many costs little.
 */
public final class BlockReader {

    /** No block that we write unpacks to more. */
    private static final int MOST_BYTES = 1 << 28;

    private static final int QUALITIES = Quality.values().length;

    private final boolean everyValue;
    private final boolean steps;
    private final boolean measured;
    private final long[] times;
    private final int[] points;
    private final int[][] rowsOf;
    private final byte[] qualities;
    private final @Nullable String[] texts;
    private final ByteSource values;
    private final int valuesBegin;

    /**
     * What a block holds.
     *
     * @param points dictionary ids; a sample's point is a position in here
     */
    public record Content(int[] points, SampleColumns samples) {}

    /** Takes one column, in record order. */
    @FunctionalInterface
    public interface Column {
        void accept(long utcMillis, double value, byte quality, @Nullable String text);
    }

    private BlockReader(ByteSource in, int version) throws DamagedBlockException {
        int size = in.getCount(MOST_BYTES);
        int flags = in.getByte();
        everyValue = (flags & BlockWriter.EVERY_VALUE) != 0;
        steps = (flags & BlockWriter.STEPS) != 0;
        measured = version > 1;
        times = readTimes(in);
        points = readPoints(in, size);
        rowsOf = readPresence(in, points.length, times.length, size);
        qualities = readQualities(in, size);
        texts = (flags & BlockWriter.TEXTS) != 0 ? readTexts(in, size) : new String[size];
        values = in;
        valuesBegin = in.position();
    }

    public static BlockReader open(byte[] block) throws DamagedBlockException {
        ByteSource in = new ByteSource(block, 0, block.length);
        int version = in.getByte();
        if (version < 1 || version > BlockWriter.VERSION) {
            throw new DamagedBlockException("block version " + version + " is unknown to this version");
        }
        Compression compression = Compression.ofCode(in.getByte());
        int rawLength = in.getCount(MOST_BYTES);
        CRC32C crc = new CRC32C();
        crc.update(block, 0, in.position());
        int expected = in.getInt();
        crc.update(block, in.position(), in.remaining());
        if ((int) crc.getValue() != expected) {
            throw new DamagedBlockException("its checksum does not match");
        }
        byte[] raw = compression.decompress(block, in.position(), in.remaining(), rawLength);
        return new BlockReader(new ByteSource(raw, 0, raw.length), version);
    }

    public static Content read(byte[] block) throws DamagedBlockException {
        BlockReader reader = open(block);
        return new Content(reader.points, reader.samples());
    }

    /** Whether its columns are {@link Aspect}s of steps of time, and its points' ids {@link Aspect#column columns}. */
    public boolean isSteps() {
        return steps;
    }

    int size() {
        return qualities.length;
    }

    /** Dictionary ids; a sample's point is a position in here. */
    public int[] points() {
        return points;
    }

    /** All samples in record order. */
    public SampleColumns samples() throws DamagedBlockException {
        values.seek(valuesBegin);
        double[] numbers = new double[qualities.length];
        double[] all = new double[qualities.length];
        int start = 0;
        for (int[] rows : rowsOf) {
            readColumn(start, rows.length, numbers, all, start);
            start += rows.length;
        }
        return inRecordOrder(all);
    }

    /** Gives the samples of one point, if it is in the block. */
    public void column(int id, Column into) throws DamagedBlockException {
        values.seek(valuesBegin);
        int start = 0;
        for (int point = 0; point < points.length; point++) {
            int count = rowsOf[point].length;
            if (points[point] == id) {
                double[] column = new double[count];
                readColumn(start, count, new double[count], column, 0);
                for (int i = 0; i < count; i++) {
                    into.accept(times[rowsOf[point][i]], column[i], qualities[start + i], texts[start + i]);
                }
                return;
            }
            skipColumn(start, count);
            start += count;
        }
    }

    private static long[] readTimes(ByteSource in) throws DamagedBlockException {
        long[] times = new long[in.getCount(in.remaining())];
        long last = 0;
        long step = 0;
        for (int row = 0; row < times.length; row++) {
            step += in.getSigned();
            last += step;
            times[row] = last;
            step = row == 0 ? 0 : step;
        }
        return times;
    }

    private static int[] readPoints(ByteSource in, int most) throws DamagedBlockException {
        int[] points = new int[in.getCount(most)];
        long last = 0;
        for (int i = 0; i < points.length; i++) {
            last += in.getSigned();
            points[i] = (int) last;
        }
        return points;
    }

    private static int[][] readPresence(ByteSource in, int points, int rowCount, int size)
            throws DamagedBlockException {
        int[][] rowsOf = new int[points][];
        int[] every = new int[rowCount];
        for (int row = 0; row < rowCount; row++) {
            every[row] = row;
        }
        int total = 0;
        for (int point = 0; point < points; point++) {
            int count = rowCount == 1 ? 1 : in.getCount(rowCount);
            rowsOf[point] = count == rowCount ? every : readRows(in, new int[count], rowCount);
            total += count;
        }
        if (total != size) {
            throw new DamagedBlockException("its columns hold " + total + " samples instead of " + size);
        }
        return rowsOf;
    }

    private static int[] readRows(ByteSource in, int[] rows, int rowCount) throws DamagedBlockException {
        int found = 0;
        for (int base = 0; base < rowCount; base += 8) {
            for (int bits = in.getByte(); bits != 0; bits &= bits - 1) {
                int row = base + Integer.numberOfTrailingZeros(bits);
                if (found == rows.length || row >= rowCount) {
                    throw new DamagedBlockException("more rows marked than counted");
                }
                rows[found++] = row;
            }
        }
        if (found != rows.length) {
            throw new DamagedBlockException("fewer rows marked than counted");
        }
        return rows;
    }

    private static byte[] readQualities(ByteSource in, int size) throws DamagedBlockException {
        byte[] qualities = new byte[size];
        int at = 0;
        while (at < size) {
            byte quality = (byte) in.getByte();
            if (quality < 0 || quality >= QUALITIES) {
                throw new DamagedBlockException("quality " + quality + " is unknown to this version");
            }
            int run = in.getCount(size - at);
            Arrays.fill(qualities, at, at + run, quality);
            at += run;
        }
        return qualities;
    }

    private static @Nullable String[] readTexts(ByteSource in, int size) throws DamagedBlockException {
        String[] distinct = new String[in.getCount(in.remaining())];
        for (int i = 0; i < distinct.length; i++) {
            distinct[i] = in.getText();
        }
        @Nullable String[] texts = new String[size];
        for (int i = 0; i < size; i++) {
            int number = in.getCount(distinct.length);
            texts[i] = number == 0 ? null : distinct[number - 1];
        }
        return texts;
    }

    private void readColumn(int start, int size, double[] numbers, double[] into, int at) throws DamagedBlockException {
        int count = numbers(start, size);
        if (count > 0) {
            int end = measured ? values.getCount(values.remaining()) + values.position() : -1;
            ValueColumn.read(numbers, count, values);
            if (measured && values.position() != end) {
                throw new DamagedBlockException("a column is of another length than it says");
            }
        }
        int next = 0;
        for (int i = 0; i < size; i++) {
            into[at + i] = hasNumber(start + i) ? numbers[next++] : Double.NaN;
        }
    }

    private void skipColumn(int start, int size) throws DamagedBlockException {
        int count = numbers(start, size);
        if (count > 0 && measured) {
            values.skip(values.getCount(values.remaining()));
        } else if (count > 0) {
            ValueColumn.read(new double[count], count, values);
        }
    }

    private int numbers(int start, int size) {
        int count = 0;
        for (int i = start; i < start + size; i++) {
            count += hasNumber(i) ? 1 : 0;
        }
        return count;
    }

    private boolean hasNumber(int sample) {
        return everyValue || BlockWriter.hasNumber(qualities[sample], texts[sample] != null);
    }

    /** From point by point to row by row: walks the rows with one finger per point. */
    private SampleColumns inRecordOrder(double[] all) {
        SampleColumns samples = new SampleColumns(all.length);
        int[] finger = new int[rowsOf.length];
        for (int row = 0; row < times.length; row++) {
            int start = 0;
            for (int point = 0; point < rowsOf.length; point++) {
                int[] rows = rowsOf[point];
                if (finger[point] < rows.length && rows[finger[point]] == row) {
                    int i = start + finger[point]++;
                    samples.add(point, times[row], all[i], qualities[i], texts[i]);
                }
                start += rows.length;
            }
        }
        return samples;
    }
}
