package io.tieline.modbus.sunspec;

import io.tieline.modbus.register.Registers;
import io.tieline.modbus.unit.Writer;
import io.tieline.model.Command;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** What a SunSpec device can be told: only what it implements. */
final class SunSpecCommands {

    // Offsets from the ID register; facts of the SunSpec model definitions (Apache-2.0).
    private static final int ABSENT = 0xFFFF;

    private final SunSpecDevice device;
    private final SetpointGuard guard;
    private final Map<String, Writer> writers = new HashMap<>();

    private SunSpecCommands(SunSpecDevice device) {
        this.device = device;
        this.guard = SetpointGuard.of(device);
    }

    /** Whether a model of which nothing is read is looked at all the same, to see what can be told. */
    static boolean need(SunSpecModel model) {
        return model.id() == 123;
    }

    /** By canonical command. */
    static Map<String, Writer> of(SunSpecDevice device) {
        SunSpecCommands commands = new SunSpecCommands(device);
        commands.setpoint();
        commands.limit();
        commands.conversion();
        commands.battery();
        return Map.copyOf(commands.writers);
    }

    /** 704 where there is one; 124 for storage from before it. */
    private void setpoint() {
        device.find(704)
                .ifPresentOrElse(
                        model -> writers.put(Command.POWER_SET, new PowerSetpoint(model.address(), guard)),
                        () -> device.find(124)
                                .ifPresent(model -> writers.put(
                                        Command.POWER_SET,
                                        new StorageSetpoint(model.address(), ratedDischarge(), guard))));
    }

    private double ratedDischarge() {
        return device.find(120)
                .map(device::body)
                .filter(body -> body.size() > 26 && body.u16(25) != ABSENT && Registers.isScale((short) body.u16(26)))
                .map(body -> Registers.scaled(body.u16(25), (short) body.u16(26)))
                .orElse(0.0);
    }

    private void limit() {
        device.find(702).map(model -> model.address()).ifPresent(capacity -> device.find(704)
                .ifPresent(model -> limit(
                        PowerLimit.Form.MODEL_704,
                        model,
                        // WMax, as set; W_SF
                        new PowerLimit.Most(capacity + 26, capacity + 45))));
        device.find(121).map(model -> model.address()).ifPresent(settings -> device.find(123)
                .ifPresent(model -> limit(
                        PowerLimit.Form.MODEL_123,
                        model,
                        // WMax; WMax_SF
                        new PowerLimit.Most(settings + 2, settings + 22))));
    }

    private void limit(PowerLimit.Form form, SunSpecModel model, PowerLimit.Most most) {
        writers.putIfAbsent("pcs.power.limit", new PowerLimit(form, model.address(), most));
    }

    /** 715.OpCtl, seen in 701.St; or the connection of 123. */
    private void conversion() {
        device.find(715).filter(model -> has(model, 8)).ifPresent(model -> device.find(701)
                .ifPresent(shown -> {
                    operation("pcs.start", "715.OpCtl", model, 8, 1, shown.address() + 3, Set.of(1), 2);
                    operation("pcs.stop", "715.OpCtl", model, 8, 0, shown.address() + 3, Set.of(0), 2);
                }));
        device.find(715)
                .filter(model -> has(model, 7))
                .ifPresent(model -> alarmReset("pcs", "715.AlarmReset", model, 7, 2));
        device.find(123).filter(model -> has(model, 4)).ifPresent(model -> {
            operation("pcs.start", "123.Conn", model, 4, 1, model.address() + 4, Set.of(1), -1);
            operation("pcs.stop", "123.Conn", model, 4, 0, model.address() + 4, Set.of(0), -1);
        });
    }

    /** 802.SetOp, seen in 802.State; 802.AlmRst. */
    private void battery() {
        device.find(802).ifPresent(model -> {
            if (has(model, 50) && has(model, 22)) {
                // CONNECTED, STANDBY, SOC PROTECTION; DISCONNECTED.
                int state = model.address() + 22;
                operation("battery.connect", "802.SetOp", model, 50, 1, state, Set.of(3, 4, 5), 17);
                operation("battery.disconnect", "802.SetOp", model, 50, 2, state, Set.of(1), 17);
            }
            if (has(model, 20)) {
                alarmReset("battery", "802.AlmRst", model, 20, 17);
            }
        });
    }

    /** The device takes the 1 back when it has reset. */
    private void alarmReset(String what, String name, SunSpecModel model, int offset, int local) {
        operation(what + ".alarm.reset", name, model, offset, 1, model.address() + offset, Set.of(0), local);
    }

    private boolean has(SunSpecModel model, int offset) {
        SunSpecBody body = device.body(model);
        return offset < body.size() && body.u16(offset) != ABSENT;
    }

    private void operation(
            String command,
            String name,
            SunSpecModel model,
            int offset,
            int value,
            int shown,
            Set<Integer> reached,
            int local) {
        writers.putIfAbsent(command, new SunSpecOperation(name, model, offset, value, shown, reached, local));
    }
}
