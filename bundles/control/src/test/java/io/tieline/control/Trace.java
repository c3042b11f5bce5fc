package io.tieline.control;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * A year of load in minutes.
 *
 * @param firstMinute since 1970
 * @param watts the mean of each minute
 */
record Trace(String name, long firstMinute, double[] watts) {

    private static final int STEP = 15;

    double peakW() {
        return Arrays.stream(watts).max().orElseThrow();
    }

    /** A factory-like year: shifts, weekends, seasons, drifting days and spikes, from nothing but the seed. */
    static Trace synthetic(long seed) {
        Random random = new Random(seed);
        double[] quarters = new double[365 * 96];
        double day = 0;
        for (int q = 0; q < quarters.length; q++) {
            int of = q % 96;
            int date = q / 96;
            if (of == 0) {
                day = 0.7 * day + 0.3 * random.nextGaussian();
            }
            boolean weekend = date % 7 >= 5;
            double season = 1 + 0.12 * StrictMath.cos(2 * StrictMath.PI * date / 365);
            double shift = Math.exp(-StrictMath.pow((of - 44) / 20.0, 2));
            double spike = random.nextDouble() < 0.01 ? 60_000 * random.nextDouble() : 0;
            quarters[q] = 120_000
                    + (weekend ? 60_000 : 300_000) * shift * season * (1 + 0.15 * day)
                    + spike
                    + 8_000 * random.nextGaussian();
        }
        return new Trace("synthetic", 24_193_440, minutes(quarters, 0.06, random));
    }

    /** A recorded year of quarter-hours; what happens inside them is seeded noise that keeps their means. */
    static Trace recorded(Path file, long seed) {
        try {
            List<String> lines = Files.readAllLines(file);
            double[] quarters = lines.stream()
                    .mapToDouble(line -> 1000 * Double.parseDouble(line.substring(line.indexOf(',') + 1)))
                    .toArray();
            String name = file.getFileName().toString().replace(".csv", "");
            long first = Long.parseLong(lines.get(0).substring(0, lines.get(0).indexOf(',')));
            return new Trace(name, first, minutes(quarters, name.contains("steel") ? 0.12 : 0.06, new Random(seed)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** First-order autoregressive noise, time constant 3 minutes, scaled so that every quarter-hour keeps its mean. */
    private static double[] minutes(double[] quarters, double sigma, Random random) {
        double[] minutes = new double[quarters.length * STEP];
        double keep = StrictMath.exp(-1 / 3.0);
        double noise = 0;
        for (int q = 0; q < quarters.length; q++) {
            double sum = 0;
            for (int m = 0; m < STEP; m++) {
                noise = keep * noise + Math.sqrt(1 - keep * keep) * sigma * random.nextGaussian();
                double factor = Math.max(0.05, 1 + noise);
                minutes[q * STEP + m] = factor;
                sum += factor;
            }
            for (int m = 0; m < STEP; m++) {
                minutes[q * STEP + m] *= quarters[q] * STEP / sum;
            }
        }
        return minutes;
    }
}
