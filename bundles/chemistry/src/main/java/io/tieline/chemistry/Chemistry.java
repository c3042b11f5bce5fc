package io.tieline.chemistry;

import io.tieline.chemistry.Calibration.Anchor;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a battery of one chemistry can do, must not do and needs. Powers are C-rates (1/h of its energy), states of charge
 * percent, temperatures °C of the cells.
 *
 * @param id as in site files
 * @param vendorDataRequired the numbers are placeholders: such a battery is not commanded before its vendor's stand here
 * @param response whether it follows fast changes or carries the base
 * @param charge the most it takes
 * @param taper share of that over the state of charge
 * @param discharge the most it gives
 * @param derate share of both over the temperature
 * @param energyOverTemperature share of the stored energy it gives
 * @param energyOverRate the same over the C-rate it is given at
 * @param efficiency of a round trip, AC to AC, over the share of nominal power
 * @param standbyShare power it takes for itself, as a share of its energy per hour
 * @param selfDischarge percent per month of 30 days
 * @param maintenance what it must be taken through
 */
public record Chemistry(
        String id,
        String title,
        boolean vendorDataRequired,
        Response response,
        SocWindow soc,
        RateMap charge,
        Curve taper,
        RateMap discharge,
        Curve derate,
        Curve energyOverTemperature,
        Curve energyOverRate,
        Curve efficiency,
        double standbyShare,
        double selfDischarge,
        FloatCharge floatCharge,
        Rest rest,
        List<Maintenance> maintenance,
        Calibration calibration,
        Imbalance imbalance,
        Ageing ageing,
        Gates gates) {

    /** Taken where no temperature is told: the battery's own limits are then the only ones that know it. */
    private static final double USUAL_CELSIUS = 25;

    /** Nothing is known of the battery but what it says itself. */
    public static final Chemistry UNSPECIFIED = new Chemistry(
            "unspecified",
            "Not specified",
            false,
            Response.FAST,
            new SocWindow(0, 0, 100, 100),
            anyRate(),
            Curve.level(1),
            anyRate(),
            Curve.level(1),
            Curve.level(1),
            Curve.level(1),
            Curve.of(Map.of(0.05, 0.75, 0.1, 0.82, 0.3, 0.87, 0.5, 0.88, 1.0, 0.86)),
            0,
            0,
            new FloatCharge(FloatCharge.Use.NONE, 100),
            new Rest(0, Duration.ofDays(36_500)),
            List.of(),
            new Calibration(
                    Set.of(Anchor.FULL),
                    Duration.ofMinutes(10),
                    Duration.ofDays(36_500),
                    Double.POSITIVE_INFINITY,
                    0,
                    0,
                    0,
                    0),
            new Imbalance(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY),
            new Ageing(Double.POSITIVE_INFINITY, 80),
            new Gates(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY));

    public Chemistry {
        maintenance = List.copyOf(maintenance);
    }

    /** No product comes near it; an infinite rate could not be interpolated. */
    private static RateMap anyRate() {
        Curve any = Curve.level(1e6);
        return new RateMap(List.of(-273.0, 1000.0), List.of(any, any));
    }

    /** How fast it follows. */
    public enum Response {
        /** Every change of the wanted power. */
        FAST("fast"),
        /** Only what stays: it carries the base. */
        SLOW("slow");

        private final String label;

        Response(String label) {
            this.label = label;
        }

        static Optional<Response> ofLabel(String label) {
            return Arrays.stream(values())
                    .filter(response -> response.label.equals(label))
                    .findFirst();
        }

        static List<String> labels() {
            return Arrays.stream(values()).map(response -> response.label).toList();
        }
    }

    /**
     * States of charge.
     *
     * @param lowest never below
     * @param low not below in daily use
     * @param high not above in daily use
     * @param highest never above
     */
    public record SocWindow(double lowest, double low, double high, double highest) {}

    /**
     * Whether it is kept full by a small current.
     *
     * @param restart where it is not: the state of charge below which a full battery is charged again
     */
    public record FloatCharge(Use use, double restart) {

        /** What a standing charge does to it. */
        public enum Use {
            REQUIRED("required"),
            NONE("none"),
            FORBIDDEN("forbidden");

            private final String label;

            Use(String label) {
                this.label = label;
            }

            static Optional<Use> ofLabel(String label) {
                return Arrays.stream(values())
                        .filter(use -> use.label.equals(label))
                        .findFirst();
            }

            static List<String> labels() {
                return Arrays.stream(values()).map(use -> use.label).toList();
            }
        }
    }

    /**
     * A low state of charge harms it if it lasts.
     *
     * @param below state of charge
     * @param longest how long it may stand below
     */
    public record Rest(double below, Duration longest) {}

    /**
     * How far its cells may drift apart, V.
     *
     * @param rest between the fullest and the weakest while no power flows
     * @param load the same under load
     */
    public record Imbalance(double rest, double load) {}

    /**
     * How it grows old.
     *
     * @param cycles equivalent full cycles until the end of its life
     * @param end state of health at the end, percent
     */
    public record Ageing(double cycles, double end) {

        /** Health of a battery that does not tell its own. */
        public double sohPercent(double cyclesDone) {
            return 100 - (100 - end) * Math.max(0, Math.min(1, cyclesDone / cycles));
        }
    }

    /**
     * Beyond these it is in danger.
     *
     * @param spread °C between its hottest and its coldest cell
     * @param rise °C per minute
     */
    public record Gates(double spread, double rise) {}

    /**
     * C-rate it may be charged with, cells between two temperatures.
     *
     * @param coldest °C, NaN: not told
     * @param hottest °C, NaN: not told
     */
    public double chargeRate(double coldest, double hottest, double socPercent) {
        return taper.at(socPercent) * rate(charge, coldest, hottest, socPercent);
    }

    /** The same for discharging. */
    public double dischargeRate(double coldest, double hottest, double socPercent) {
        return rate(discharge, coldest, hottest, socPercent);
    }

    /** The worst cell decides. */
    private double rate(RateMap map, double coldest, double hottest, double socPercent) {
        double cold = Double.isNaN(coldest) ? USUAL_CELSIUS : coldest;
        double hot = Double.isNaN(hottest) ? USUAL_CELSIUS : hottest;
        double atCold = map.at(cold, socPercent) * derate.at(cold);
        return hot == cold ? atCold : Math.min(atCold, map.at(hot, socPercent) * derate.at(hot));
    }

    /** Share of its stored energy it gives at a temperature and a C-rate. */
    public double energyFactor(double coldest, double rate) {
        return energyOverTemperature.at(Double.isNaN(coldest) ? USUAL_CELSIUS : coldest) * energyOverRate.at(rate);
    }

    /** Whether some maintenance takes its energy out of the backup. */
    public boolean leavesBackup() {
        return maintenance.stream().anyMatch(Maintenance::takesBackup);
    }
}
