package io.tieline.rig.physics;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A site's load as quarter-hour means in watts.
 *
 * @param name where it comes from
 * @param startMinute the first value's interval starts here, minutes since 1970 UTC
 */
public record LoadTrace(String name, long startMinute, double[] watts) {

    static final int QUARTER_MINUTES = 15;

    /**
     * Reads `minute-epoch,kW` lines at 15 minutes.
     *
     * @throws IOException when a line is not of that form; the message names file and line
     */
    public static LoadTrace read(Path file) throws IOException {
        List<Double> values = new ArrayList<>();
        long start = -1;
        int number = 0;
        for (String line : Files.readAllLines(file, StandardCharsets.US_ASCII)) {
            number++;
            if (line.isBlank()) {
                continue;
            }
            int comma = line.indexOf(',');
            try {
                long minute =
                        Long.parseLong(line.substring(0, Math.max(0, comma)).trim());
                values.add(Double.parseDouble(line.substring(comma + 1).trim()) * 1000);
                start = start < 0 ? minute : start;
            } catch (NumberFormatException e) {
                throw new IOException(file + ":" + number + ": expected `minute-epoch,kW`, found: " + line, e);
            }
        }
        if (values.size() < 16) {
            throw new IOException(file + ": only " + values.size() + " values, at least 16 quarter hours are needed");
        }
        return new LoadTrace(
                String.valueOf(file.getFileName()),
                start,
                values.stream().mapToDouble(Double::doubleValue).toArray());
    }

    /** Two seeded weekdays of a plant with a data hall: a steady floor, a morning and a higher afternoon peak. */
    public static LoadTrace generated(long seed) {
        Random random = new Random(seed);
        double[] values = new double[192];
        for (int i = 0; i < values.length; i++) {
            double hour = (i % 96) / 4.0;
            double work = plateau(hour, 7.0, 17.5, 1.0);
            double morning = bump(hour, 10.5, 0.7);
            double afternoon = bump(hour, 14.5, 0.65);
            double share = 0.56 + 0.14 * work + 0.15 * morning + 0.28 * afternoon;
            values[i] = 1e6 * (share + 0.01 * random.nextGaussian());
        }
        return new LoadTrace("generated, seed " + seed, 0, values);
    }

    private static double plateau(double hour, double from, double to, double edge) {
        return 1 / (1 + Math.exp(-(hour - from) * 4 / edge)) - 1 / (1 + Math.exp(-(hour - to) * 4 / edge));
    }

    private static double bump(double hour, double at, double width) {
        double x = (hour - at) / width;
        return Math.exp(-x * x / 2);
    }

    /** The same shape with another maximum. */
    public LoadTrace scaledToPeak(double peakW) {
        double max = 0;
        for (double value : watts) {
            max = Math.max(max, value);
        }
        double[] scaled = new double[watts.length];
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] = watts[i] * peakW / max;
        }
        return new LoadTrace(name, startMinute, scaled);
    }

    /** The load some seconds after the first interval's start, interpolated between interval middles; wraps at the end. */
    public double at(double seconds) {
        double position = seconds / 60 / QUARTER_MINUTES - 0.5;
        double floor = Math.floor(position);
        double part = position - floor;
        return (1 - part) * value((long) floor) + part * value((long) floor + 1);
    }

    double value(long quarter) {
        return watts[(int) Math.floorMod(quarter, (long) watts.length)];
    }
}
