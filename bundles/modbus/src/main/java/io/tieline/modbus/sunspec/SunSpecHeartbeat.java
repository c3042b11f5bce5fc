package io.tieline.modbus.sunspec;

import io.tieline.modbus.register.Absent;
import io.tieline.profile.Encoding;
import io.tieline.profile.ModbusPlan;
import io.tieline.profile.ModbusPlan.Heartbeat;
import io.tieline.profile.ModbusPlan.Order;
import io.tieline.profile.ModbusPlan.Place;
import io.tieline.profile.ModbusPlan.Settings;
import io.tieline.profile.ModbusPlan.Space;
import io.tieline.profile.Slice;
import java.time.Duration;
import java.util.Optional;

/** The sign of life a SunSpec device wants of its controller: 715.ControllerHb, or 802.CtrlHb where there is no 715. */
final class SunSpecHeartbeat {

    // Offsets from the ID register; facts of the SunSpec model definitions 715 and 802 (Apache-2.0).
    private static final int CONTROLLER = 5;
    private static final int BATTERY = 19;
    /** Both count once a second. */
    private static final Duration EVERY = Duration.ofSeconds(1);

    private SunSpecHeartbeat() {}

    /** The settings with the heartbeat, if the device implements one. */
    static Settings in(Settings settings, SunSpecDevice device) {
        Optional<Heartbeat> heartbeat = device.find(715)
                .flatMap(model -> of(device, model, CONTROLLER, Encoding.U32, Integer.MAX_VALUE))
                .or(() -> device.find(802).flatMap(model -> of(device, model, BATTERY, Encoding.U16, 0xFFFE)));
        return new Settings(
                settings.space(),
                settings.order(),
                settings.maxRegisters(),
                settings.maxGap(),
                settings.forbidden(),
                settings.pause(),
                settings.inFlight(),
                settings.preamble(),
                heartbeat);
    }

    private static Optional<Heartbeat> of(
            SunSpecDevice device, SunSpecModel model, int offset, Encoding encoding, int last) {
        SunSpecBody body = device.body(model);
        int registers = encoding.registers();
        if (offset + registers > body.size() || Absent.ALL_ONES.is(body.bits(offset, registers), registers)) {
            return Optional.empty();
        }
        Place place = new Place(
                ModbusPlan.OWN_UNIT,
                Space.HOLDING,
                model.address() + offset,
                encoding,
                Order.BIG,
                registers,
                Slice.WHOLE);
        return Optional.of(new Heartbeat(place, EVERY, 0, last, false));
    }
}
