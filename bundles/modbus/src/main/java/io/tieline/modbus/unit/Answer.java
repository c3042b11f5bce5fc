package io.tieline.modbus.unit;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.tieline.modbus.register.Frame;
import io.tieline.southbound.DeviceFault;

/** How one exchange of a conversation (identification, command) ended. */
public sealed interface Answer {

    /** Why it brings nothing, for people. */
    default String why() {
        if (this instanceof Refused refused) {
            return "the device answered " + Refusal.text(refused.code());
        }
        return this instanceof Failed failed ? failed.fault().text() : "the answer makes no sense";
    }

    /** The registers asked for, or nothing after a write. */
    record Words(int address, short[] words) implements Answer {
        /** Unsigned. */
        public int at(int register) {
            return words[register - address] & 0xFFFF;
        }

        /** A view under the registers' own addresses. */
        public Frame frame() {
            ByteBuf buffer = Unpooled.buffer(2 * words.length);
            for (short word : words) {
                buffer.writeShort(word);
            }
            return new Frame().over(buffer, address);
        }

        public long u32(int register) {
            return (long) at(register) << 16 | at(register + 1);
        }
    }

    /** Raw bytes of an answer that is not made of registers. */
    record Octets(byte[] bytes) implements Answer {}

    record Refused(int code) implements Answer {}

    record Failed(DeviceFault fault) implements Answer {}
}
