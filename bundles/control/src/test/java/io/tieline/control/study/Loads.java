package io.tieline.control.study;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;

/** Loads to try the control on. */
final class Loads {

    static final long SEED = 20_261_122;
    static final double SIGMA = 0.06;

    private Loads() {}

    /** A factory-like year: shifts, weekends, seasons, drifting days and spikes, from nothing but the seed. */
    static LoadTrace synthetic(int days) {
        Random random = new Random(SEED);
        double[] quarters = new double[days * 96];
        double day = 0;
        for (int q = 0; q < quarters.length; q++) {
            int of = q % 96;
            int date = q / 96;
            if (of == 0) {
                day = 0.7 * day + 0.3 * random.nextGaussian();
            }
            boolean weekend = date % 7 >= 5;
            double season = 1 + 0.12 * StrictMath.cos(2 * StrictMath.PI * date / 365);
            double shift = StrictMath.exp(-StrictMath.pow((of - 44) / 20.0, 2));
            double spike = random.nextDouble() < 0.01 ? 60_000 * random.nextDouble() : 0;
            quarters[q] = 120_000
                    + (weekend ? 60_000 : 300_000) * shift * season * (1 + 0.15 * day)
                    + spike
                    + 8_000 * random.nextGaussian();
        }
        return new LoadSeries("synthetic", 24_193_440, 15, quarters, 0).toMinutes(SIGMA, SEED);
    }

    /** The recorded years, where they are present. */
    static List<LoadTrace> recorded() {
        Path folder = Optional.ofNullable(System.getProperty("tieline.data"))
                .or(() -> Optional.ofNullable(System.getenv("TIELINE_DATA")))
                .map(Path::of)
                .orElseGet(() -> Path.of("../../../shared/data"))
                .resolve("load");
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".csv"))
                    .filter(file -> !file.getFileName().toString().endsWith("-2s.csv"))
                    .sorted()
                    .map(Loads::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static LoadTrace read(Path file) {
        try {
            String name = file.getFileName().toString().replace(".csv", "");
            return LoadSeries.parse(name, Files.readAllLines(file)).toMinutes(SIGMA, SEED);
        } catch (IOException | LoadFormatException e) {
            throw new IllegalStateException(file + ": " + e.getMessage(), e);
        }
    }
}
