package io.tieline.control.settings;

import static io.tieline.control.settings.Bounds.DAY;
import static io.tieline.control.settings.Bounds.INFINITE;
import static io.tieline.control.settings.Bounds.NAN;
import static io.tieline.control.settings.Bounds.bounds;
import static io.tieline.control.settings.Bounds.seconds;
import static io.tieline.control.settings.Bounds.values;

import io.tieline.control.settings.BackupSettings.Generators;
import io.tieline.control.settings.BackupSettings.Shedding;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What each setting of grid, generators and loads takes and what it refuses, up to the last value on either side. */
class BackupBoundsTest {

    private static Generators generators(double delay, double ready, double fail, double pause, double cool) {
        return new Generators(
                seconds(delay), seconds(ready), seconds(fail), seconds(pause), 3, 1, seconds(cool), 400_000);
    }

    private static Generators tries(double cranks, double retries) {
        Generators usual = Generators.DEFAULT;
        return new Generators(
                usual.startDelay(),
                usual.ready(),
                usual.failAfter(),
                usual.crankPause(),
                (int) cranks,
                (int) retries,
                usual.coolDown(),
                0);
    }

    private static Shedding shedding(double request, double verify, double every, double after) {
        return new Shedding(
                true, seconds(request), seconds(verify), 8, seconds(every), seconds(after), 0.1, 1.3, false);
    }

    private static Shedding steps(double perPdu, double share, double inrush) {
        Duration second = Duration.ofSeconds(1);
        return new Shedding(true, second, second, (int) perPdu, second, second, share, inrush, false);
    }

    static Stream<Bounds> ofTheBackup() {
        return Stream.of(
                bounds("generators.startDelay", v -> generators(v, 60, 90, 30, 300), values(0, 2), values(-1, DAY + 1)),
                bounds("generators.ready", v -> generators(2, v, 90, 30, 300), values(1, DAY), values(0, -1, DAY + 1)),
                bounds(
                        "generators.failAfter",
                        v -> generators(2, 60, v, 30, 300),
                        values(2.001, DAY),
                        values(2, 1, DAY + 1)),
                bounds(
                        "generators.crankPause",
                        v -> generators(2, 60, 90, v, 300),
                        values(1, DAY),
                        values(0, -1, DAY + 1)),
                bounds("generators.coolDown", v -> generators(2, 60, 90, 30, v), values(0, DAY), values(-1, DAY + 1)),
                bounds("generators.cranks", v -> tries(v, 1), values(1, 10), values(0, 11)),
                bounds("generators.retries", v -> tries(3, v), values(0, 5), values(-1, 6)),
                bounds("generators.ratedW", Generators.DEFAULT::withRatedW, values(0, 4e5), values(-1, NAN, INFINITE)),
                bounds("shedding.requestFirst", v -> shedding(v, 5, 15, 60), values(0, DAY), values(-1, DAY + 1)),
                bounds("shedding.verify", v -> shedding(5, v, 15, 60), values(1, DAY), values(0, -1, DAY + 1)),
                bounds("shedding.restoreEvery", v -> shedding(5, 5, v, 60), values(0, DAY), values(-1, DAY + 1)),
                bounds("shedding.restoreAfter", v -> shedding(5, 5, 15, v), values(0, DAY), values(-1, DAY + 1)),
                bounds("shedding.perPdu", v -> steps(v, 0.1, 1.3), values(1, 8), values(0, 9)),
                bounds("shedding.stepShare", v -> steps(8, v, 1.3), values(0.01, 1), values(0, 1.01, NAN)),
                bounds("shedding.inrush", v -> steps(8, 0.1, v), values(1, 5), values(0.99, 5.01, NAN)));
    }

    private static GridSettings grid(double low, double high, double band, double hertz) {
        GridSettings usual = GridSettings.DEFAULT;
        return new GridSettings(
                230,
                hertz,
                low,
                high,
                band,
                usual.meterDwell(),
                usual.upsDwell(),
                usual.contradictionAfter(),
                usual.clearDwell(),
                usual.enterService());
    }

    private static GridSettings dwells(double meter, double ups, double contradiction, double clear) {
        return new GridSettings(
                230,
                50,
                0.88,
                1.1,
                1.5,
                seconds(meter),
                seconds(ups),
                seconds(contradiction),
                seconds(clear),
                EnterService.DEFAULT);
    }

    private static EnterService enterService(
            double high, double below, double above, double qualify, double spread, double wrong) {
        return new EnterService(0.9, high, below, above, seconds(qualify), seconds(spread), seconds(wrong), 0);
    }

    static Stream<Bounds> ofTheGrid() {
        String voltages = "grid.lowVoltage, grid.highVoltage";
        String service = "enterService.lowVoltage, enterService.highVoltage";
        return Stream.of(
                bounds(voltages, v -> grid(v, 1.1, 1, 50), values(0.5, 0.99), values(0, 1, NAN)),
                bounds(voltages, v -> grid(0.9, v, 1, 50), values(1.01, 2), values(1, 2.1, NAN, INFINITE)),
                bounds("grid.frequencyBandHz", v -> grid(0.9, 1.1, v, 50), values(0.01, 10), values(0, 500, NAN)),
                bounds("grid.nominalFrequencyHz", v -> grid(0.9, 1.1, 1, v), values(50, 60), values(0, 230, NAN)),
                bounds("grid.meterDwell", v -> dwells(v, 1, 10, 2), values(0, 60), values(-1, 61)),
                bounds("grid.upsDwell", v -> dwells(1, v, 10, 2), values(0, 60), values(-1, 3600)),
                bounds("grid.contradictionAfter", v -> dwells(1, 1, v, 2), values(0, DAY), values(-1, DAY + 1)),
                bounds("grid.clearDwell", v -> dwells(1, 1, 10, v), values(0, DAY), values(-1, DAY + 1)),
                bounds(service, v -> enterService(v, 1, 1, 1, 1, 1), values(1.01, 2), values(1, 2.1, NAN, INFINITE)),
                bounds(
                        "enterService.belowHz",
                        v -> enterService(1.1, v, 1, 1, 1, 1),
                        values(1),
                        values(0, NAN, INFINITE)),
                bounds(
                        "enterService.aboveHz",
                        v -> enterService(1.1, 1, v, 1, 1, 1),
                        values(1),
                        values(0, NAN, INFINITE)),
                bounds(
                        "enterService.qualify",
                        v -> enterService(1.1, 1, 1, v, 1, 1),
                        values(0, DAY),
                        values(-1, DAY + 1)),
                bounds(
                        "enterService.spread",
                        v -> enterService(1.1, 1, 1, 1, v, 1),
                        values(0, DAY),
                        values(-1, DAY + 1)),
                bounds(
                        "enterService.wrongAfter",
                        v -> enterService(1.1, 1, 1, 1, 1, v),
                        values(0, DAY),
                        values(-1, DAY + 1)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"ofTheGrid", "ofTheBackup"})
    void takesAndRefuses(Bounds bounds) {
        bounds.areKept();
    }
}
