package io.tieline.rig.capture;

import io.tieline.control.study.StudyBattery;
import java.time.ZoneId;
import java.util.List;

/**
 * What is simulated.
 *
 * @param powerShare power of the battery as a share of the load's highest window
 * @param hours energy of the battery over its power
 * @param windowMinutes length of the demand window
 * @param reserveShare of the energy that is kept for the backup
 * @param sigma fluctuation inside the recorded intervals, standard deviation as a share of the load
 * @param zone decides when a month ends
 */
public record CaptureOptions(
        double powerShare, double hours, int windowMinutes, double reserveShare, double sigma, long seed, ZoneId zone) {

    public CaptureOptions {
        require(powerShare > 0 && powerShare <= 2, "--power must be above 0 and at most 2, is " + powerShare);
        require(hours > 0 && hours <= 24, "--hours must be above 0 and at most 24, is " + hours);
        require(
                List.of(5, 10, 15, 30, 60).contains(windowMinutes),
                "--window must be 5, 10, 15, 30 or 60 minutes, is " + windowMinutes);
        require(reserveShare >= 0 && reserveShare < 1, "--reserve must be at least 0 and below 1, is " + reserveShare);
        require(sigma >= 0 && sigma <= 0.5, "--sigma must be between 0 and 0.5, is " + sigma);
    }

    StudyBattery batteryFor(double highestW) {
        double power = powerShare * highestW;
        return StudyBattery.full(power, power * hours);
    }

    double reservePercent() {
        return reserveShare * 100;
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
