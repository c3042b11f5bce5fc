package io.tieline.modbus.sunspec;

import io.tieline.modbus.register.Registers;

/**
 * Where one point of a SunSpec device comes from.
 *
 * @param shift registers from the first repetition to the one that is meant
 * @param implemented whether the device gave a value when it was identified
 */
record SunSpecSource(SunSpecRow row, SunSpecModel model, int shift, boolean implemented) {

    static SunSpecSource of(SunSpecRow row, SunSpecModel model, SunSpecBody body, int shift) {
        return new SunSpecSource(row, model, shift, isImplemented(row, body, shift));
    }

    int address() {
        return at(row.offset()) + shift;
    }

    int at(int offset) {
        return model.address() + offset;
    }

    private static boolean isImplemented(SunSpecRow row, SunSpecBody body, int shift) {
        int at = row.offset() + shift;
        if (row.type() == SunSpecRow.Type.STRING) {
            return body.u16(at) != 0 && body.u16(at) != 0xFFFF;
        }
        if (row.scale() >= 0 && !Registers.isScale((short) body.u16(row.scale()))) {
            return false;
        }
        long bits = body.bits(at, row.registers());
        boolean absent = row.type().absent().is(bits, row.registers())
                || Double.isNaN(Registers.number(row.type().encoding(), bits));
        return !absent || row.over() >= 0 && body.u16(row.over()) != 0xFFFF;
    }
}
