package io.tieline.modbus;

import io.tieline.southbound.DeviceFault;

/** How one exchange of a conversation (identification, command) ended. */
sealed interface Answer {

    /** The registers asked for, or nothing after a write. */
    record Words(int address, short[] words) implements Answer {
        /** Unsigned. */
        int at(int register) {
            return words[register - address] & 0xFFFF;
        }

        long u32(int register) {
            return (long) at(register) << 16 | at(register + 1);
        }
    }

    /** Raw bytes of an answer that is not made of registers. */
    record Octets(byte[] bytes) implements Answer {}

    record Refused(int code) implements Answer {}

    record Failed(DeviceFault fault) implements Answer {}
}
