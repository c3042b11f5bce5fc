package io.tieline.rig.virtual;

import io.tieline.control.settings.ControlSettings;
import io.tieline.gateway.control.Journalling;
import io.tieline.model.Device;
import io.tieline.model.LoadClass;
import io.tieline.rig.physics.Outlets;
import io.tieline.rig.physics.Plant;
import io.tieline.rig.physics.StorageUnit;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The devices of a plant on a computed wire. */
public final class VirtualSite {

    private final Plant plant;
    private final Looks looks;
    private final Map<String, SimulatedDevice> devices = new LinkedHashMap<>();
    private final Map<String, MeterFace> meters = new LinkedHashMap<>();
    private final List<CabinetFace> cabinets = new ArrayList<>();

    /**
     * What of a plant is seen.
     *
     * @param loadMeter whether a second meter measures the load alone
     * @param outlets the classes of the loads at the first PDU, outlet 1 first
     */
    public record Looks(boolean loadMeter, List<LoadClass> outlets) {}

    public VirtualSite(Plant plant, Looks looks) {
        this.plant = plant;
        this.looks = looks;
        meter(new MeterFace("grid", plant, plant::gridW));
        for (StorageUnit unit : plant.storage()) {
            CabinetFace cabinet = new CabinetFace(unit);
            cabinets.add(cabinet);
            add(cabinet);
        }
        plant.ups().forEach(unit -> add(new UpsFace(unit)));
        plant.transferSwitch().ifPresent(ats -> add(new TransferSwitchFace("ats-1", ats, plant)));
        plant.genset().ifPresent(engine -> add(new GensetFace("genset-1", engine)));
        int pdu = 1;
        for (Outlets outlets : plant.pdus()) {
            add(new PduFace("pdu-" + pdu++, outlets));
        }
        if (looks.loadMeter()) {
            meter(new MeterFace("load", plant, plant::loadW));
        }
    }

    private void meter(MeterFace meter) {
        meters.put(meter.id(), meter);
        add(meter);
    }

    private void add(Face face) {
        devices.put(face.id(), new SimulatedDevice(face));
    }

    /** Starts a gateway that reads and steers these devices. */
    public VirtualGateway start(
            VirtualTime time,
            Function<Device, Duration> polls,
            ControlSettings settings,
            Journalling record,
            Path stateFile) {
        return new VirtualGateway(time, devices, looks.outlets(), polls, settings, record, stateFile);
    }

    public Plant plant() {
        return plant;
    }

    /**
     * Devices whose id begins so: {@code cab-0*} are several.
     *
     * @throws IllegalArgumentException if there is none
     */
    public void behave(String pattern, Manner manner) {
        List<SimulatedDevice> named = devices.values().stream()
                .filter(device -> device.face().id().matches(pattern.replace("*", ".*")))
                .toList();
        if (named.isEmpty()) {
            throw new IllegalArgumentException("no device " + pattern + "; there are " + devices.keySet());
        }
        named.forEach(device -> device.behave(manner));
    }

    /** @throws IllegalArgumentException if there is no such meter */
    public void meterFactor(String meter, double factor) {
        MeterFace face = meters.get(meter);
        if (face == null) {
            throw new IllegalArgumentException("no meter " + meter + "; there are " + meters.keySet());
        }
        face.factor(factor);
    }

    /** Power setpoints that reached a cabinet since a moment; with an empty id, all of them together. */
    public long writes(String cabinet, long sinceNanos) {
        return cabinets.stream()
                .filter(face -> cabinet.isEmpty() || face.id().equals(cabinet))
                .mapToLong(face -> face.writesSince(sinceNanos))
                .sum();
    }

    /** How often a device was called since a moment while it did not answer. */
    public long calls(String device, long sinceNanos) {
        SimulatedDevice called = devices.get(device);
        if (called == null) {
            throw new IllegalArgumentException("no device " + device + "; there are " + devices.keySet());
        }
        return called.callsSince(sinceNanos);
    }
}
