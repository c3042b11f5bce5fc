package io.tieline.journal;

import java.util.Arrays;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** Bytes of a block → samples; the counterpart of {@link BlockWriter}. */
final class BlockReader {

    /** No block that we write unpacks to more. */
    private static final int MOST_BYTES = 1 << 28;

    private BlockReader() {}

    /**
     * What a block holds.
     *
     * @param points dictionary ids; a sample's point is a position in here
     */
    record Content(int[] points, SampleColumns samples) {}

    static Content read(byte[] block) throws DamagedBlockException {
        ByteSource in = unpacked(block);
        int size = in.getCount(MOST_BYTES);
        int flags = in.getByte();
        long[] times = readTimes(in);
        int[] points = readPoints(in, size);
        int[][] rowsOf = readPresence(in, points.length, times.length, size);
        byte[] qualities = readQualities(in, size);
        @Nullable String[] texts = (flags & BlockWriter.TEXTS) != 0 ? readTexts(in, size) : new String[size];
        double[] values = readValues(in, rowsOf, qualities, texts, (flags & BlockWriter.EVERY_VALUE) != 0);
        return new Content(points, inRecordOrder(times, rowsOf, qualities, texts, values));
    }

    private static ByteSource unpacked(byte[] block) throws DamagedBlockException {
        ByteSource in = new ByteSource(block, 0, block.length);
        int version = in.getByte();
        if (version != BlockWriter.VERSION) {
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
        return new ByteSource(raw, 0, raw.length);
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
        int total = 0;
        for (int point = 0; point < points; point++) {
            int count = rowCount == 1 ? 1 : in.getCount(rowCount);
            rowsOf[point] = new int[count];
            total += count;
            readRows(in, rowsOf[point], rowCount);
        }
        if (total != size) {
            throw new DamagedBlockException("its columns hold " + total + " samples instead of " + size);
        }
        return rowsOf;
    }

    private static void readRows(ByteSource in, int[] rows, int rowCount) throws DamagedBlockException {
        int found = 0;
        if (rows.length == rowCount) {
            while (found < rowCount) {
                rows[found] = found++;
            }
            return;
        }
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
    }

    private static byte[] readQualities(ByteSource in, int size) throws DamagedBlockException {
        byte[] qualities = new byte[size];
        int at = 0;
        while (at < size) {
            byte quality = (byte) in.getByte();
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

    private static double[] readValues(
            ByteSource in, int[][] rowsOf, byte[] qualities, @Nullable String[] texts, boolean every)
            throws DamagedBlockException {
        double[] values = new double[qualities.length];
        double[] numbers = new double[qualities.length];
        int start = 0;
        for (int[] rows : rowsOf) {
            int end = start + rows.length;
            int count = 0;
            for (int i = start; i < end; i++) {
                count += every || BlockWriter.hasNumber(qualities[i], texts[i] != null) ? 1 : 0;
            }
            if (count > 0) {
                ValueColumn.read(numbers, count, in);
            }
            int next = 0;
            for (int i = start; i < end; i++) {
                boolean has = every || BlockWriter.hasNumber(qualities[i], texts[i] != null);
                values[i] = has ? numbers[next++] : Double.NaN;
            }
            start = end;
        }
        return values;
    }

    /** From point by point to row by row: walks the rows with one finger per point. */
    private static SampleColumns inRecordOrder(
            long[] times, int[][] rowsOf, byte[] qualities, @Nullable String[] texts, double[] values) {
        SampleColumns samples = new SampleColumns(values.length);
        int[] finger = new int[rowsOf.length];
        for (int row = 0; row < times.length; row++) {
            int start = 0;
            for (int point = 0; point < rowsOf.length; point++) {
                int[] rows = rowsOf[point];
                if (finger[point] < rows.length && rows[finger[point]] == row) {
                    int i = start + finger[point]++;
                    samples.add(point, times[row], values[i], qualities[i], texts[i]);
                }
                start += rows.length;
            }
        }
        return samples;
    }
}
