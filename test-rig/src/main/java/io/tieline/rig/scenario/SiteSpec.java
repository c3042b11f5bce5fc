package io.tieline.rig.scenario;

import io.tieline.chemistry.Chemistry;
import io.tieline.chemistry.ChemistryLibrary;
import io.tieline.control.settings.StorageSettings;
import io.tieline.model.LoadClass;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * The site a scenario is played on.
 *
 * @param start site time at its beginning
 * @param loadW everything but the outlets
 * @param noisePercent how far the load wanders
 * @param criticalW of it, what hangs on the UPS
 * @param ups how many there are; ups-a, ups-b …
 * @param returnsAfter how long the grid must be healthy before the transfer switch goes back; empty: there is none
 * @param outlets what is plugged into pdu-1, outlet 1 first; empty: there is none
 * @param step of the physics
 * @param meterPoll how often meters are read
 * @param poll how often everything else is read
 */
public record SiteSpec(
        Instant start,
        ZoneId zone,
        double loadW,
        double noisePercent,
        double criticalW,
        boolean loadMeter,
        List<Cabinets> cabinets,
        int ups,
        Optional<Duration> returnsAfter,
        Optional<Engine> genset,
        List<Plug> outlets,
        Duration step,
        Duration meterPoll,
        Duration poll) {

    /** What the gateway is told of the chemistries. */
    StorageSettings storage() {
        List<StorageSettings.Unit> units = new ArrayList<>();
        for (Cabinets group : cabinets) {
            Chemistry chemistry = ChemistryLibrary.find(group.chemistry()).orElse(Chemistry.UNSPECIFIED);
            units.addAll(Collections.nCopies(group.count(), new StorageSettings.Unit(chemistry, group.name())));
        }
        return new StorageSettings(units);
    }

    /**
     * Equal cabinets.
     *
     * @param name of the first part of their ids: cab gives cab-01, cab-02 …
     * @param chemistry id of a chemistry profile; any other word: none is told
     * @param response from a written setpoint to its first watt
     */
    public record Cabinets(
            String name,
            int count,
            double powerW,
            double energyWh,
            double socPercent,
            double health,
            String chemistry,
            Duration response) {}

    /** What hangs on one outlet. */
    public record Plug(LoadClass loadClass, double powerW) {}

    /**
     * A generator.
     *
     * @param start from the signal until it can carry load
     */
    public record Engine(double powerW, Duration start) {}
}
