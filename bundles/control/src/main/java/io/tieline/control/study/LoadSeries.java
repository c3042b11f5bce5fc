package io.tieline.control.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A recorded load: means of equal intervals without a gap.
 *
 * @param firstMinute start of the first interval, minutes since 1970 UTC
 * @param stepMinutes length of an interval
 * @param watts the mean of each interval, + = import
 * @param filled how many intervals were missing in the record and took the value before them
 */
public record LoadSeries(String name, long firstMinute, int stepMinutes, double[] watts, int filled) {

    /** 1980: a smaller number counts something else than minutes since 1970. */
    private static final long EARLIEST_MINUTE = 5_258_880;
    /** 2100: a larger one counts seconds. */
    private static final long LATEST_MINUTE = 68_374_080;

    private static final int LONGEST_STEP = 60;
    /** A longer hole is not a lost value but another record. */
    private static final int LONGEST_HOLE_MINUTES = 31 * 1440;

    /** How fast the fluctuation inside an interval is forgotten. */
    private static final double NOISE_MINUTES = 3;

    private static final double LEAST_FACTOR = 0.05;

    /**
     * Reads {@code minute-epoch,kW} lines; a first line that is a header is passed over, as are empty ones.
     *
     * @throws LoadFormatException if it is something else; the message names the line and what was expected
     */
    public static LoadSeries parse(String name, List<String> lines) throws LoadFormatException {
        List<Row> rows = new ArrayList<>(lines.size());
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).trim();
            boolean header = rows.isEmpty() && i == 0 && !line.isEmpty() && Character.isLetter(line.charAt(0));
            if (!line.isEmpty() && !header) {
                rows.add(Row.parse(line, i + 1));
            }
        }
        if (rows.size() < 2) {
            throw new LoadFormatException(lines.size(), "at least two `minute-epoch,kW` lines are needed");
        }
        return join(name, rows);
    }

    private static LoadSeries join(String name, List<Row> rows) throws LoadFormatException {
        long step = UsualStep.of(rows.stream().mapToLong(Row::minute).toArray());
        if (step < 1 || step > LONGEST_STEP) {
            throw new LoadFormatException(
                    rows.get(1).line, "intervals must be 1 to " + LONGEST_STEP + " minutes, they are " + step);
        }
        List<Double> watts = new ArrayList<>(rows.size());
        int filled = 0;
        for (Row row : rows) {
            long index = (row.minute - rows.get(0).minute) / step;
            boolean fits = (row.minute - rows.get(0).minute) % step == 0 && index >= watts.size();
            if (!fits || (index - watts.size()) * step > LONGEST_HOLE_MINUTES) {
                throw new LoadFormatException(
                        row.line,
                        "minute " + row.minute + " does not follow the line before in steps of " + step + " minutes");
            }
            while (watts.size() < index) {
                watts.add(watts.get(watts.size() - 1));
                filled++;
            }
            watts.add(row.watts);
        }
        return new LoadSeries(
                name,
                rows.get(0).minute,
                (int) step,
                watts.stream().mapToDouble(Double::doubleValue).toArray(),
                filled);
    }

    /**
     * The same in minutes: what happens inside an interval is first-order autoregressive noise (time constant 3 minutes)
     * that keeps the interval's mean.
     *
     * @param sigma standard deviation as a share of the load, 0 to 0.5
     */
    public LoadTrace toMinutes(double sigma, long seed) {
        if (!(sigma >= 0 && sigma <= 0.5)) {
            throw new IllegalArgumentException("sigma: must be between 0 and 0.5, is " + sigma);
        }
        Random random = new Random(seed);
        double keep = StrictMath.exp(-1 / NOISE_MINUTES);
        double fresh = Math.sqrt(1 - keep * keep) * sigma;
        double[] minutes = new double[watts.length * stepMinutes];
        double noise = 0;
        for (int i = 0; i < watts.length; i++) {
            double sum = 0;
            for (int m = i * stepMinutes; m < (i + 1) * stepMinutes; m++) {
                noise = keep * noise + fresh * random.nextGaussian();
                minutes[m] = Math.max(LEAST_FACTOR, 1 + noise);
                sum += minutes[m];
            }
            for (int m = i * stepMinutes; m < (i + 1) * stepMinutes; m++) {
                minutes[m] *= watts[i] * stepMinutes / sum;
            }
        }
        return new LoadTrace(name, firstMinute, minutes);
    }

    private record Row(int line, long minute, double watts) {

        static Row parse(String line, int number) throws LoadFormatException {
            String[] fields = line.split("[,;]", -1);
            try {
                long minute = Long.parseLong(fields[0].trim());
                double kilowatts = Double.parseDouble(fields[fields.length == 2 ? 1 : 0].trim());
                if (fields.length == 2 && isMinute(minute) && Double.isFinite(kilowatts)) {
                    return new Row(number, minute, kilowatts * 1000);
                }
            } catch (NumberFormatException e) {
                throw new LoadFormatException(number, "expected `minute-epoch,kW`, found `" + line + "`");
            }
            throw new LoadFormatException(number, "expected `minute-epoch,kW`, found `" + line + "`");
        }

        private static boolean isMinute(long minute) {
            return minute >= EARLIEST_MINUTE && minute < LATEST_MINUTE;
        }
    }
}
