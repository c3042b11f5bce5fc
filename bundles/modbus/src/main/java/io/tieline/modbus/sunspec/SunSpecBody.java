package io.tieline.modbus.sunspec;

import io.netty.buffer.ByteBuf;
import io.tieline.modbus.register.Frame;
import io.tieline.modbus.register.Registers;
import io.tieline.modbus.register.TextForm;
import io.tieline.profile.ModbusPlan.Order;

/** The registers of one model as they stood when the device was identified, under their offsets from its ID register. */
public record SunSpecBody(ByteBuf registers) {

    /** How many there are. */
    public int size() {
        return registers.readableBytes() / 2;
    }

    int u16(int offset) {
        return registers.getUnsignedShort(registers.readerIndex() + 2 * offset);
    }

    /** Some registers as one number, most significant first. */
    long bits(int offset, int count) {
        return Registers.bits(new Frame().over(registers, 0), offset, count, Order.BIG);
    }

    String text(int offset, int count) {
        byte[] octets = new byte[2 * count];
        registers.getBytes(registers.readerIndex() + 2 * offset, octets);
        return TextForm.string(octets);
    }
}
