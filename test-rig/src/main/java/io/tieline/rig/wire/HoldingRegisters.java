package io.tieline.rig.wire;

/** The holding registers of one Modbus device as they are served; called from the threads of its connections. */
interface HoldingRegisters {

    /** @throws Outside when the device has not all of them */
    short[] read(int address, int count) throws Outside;

    /** A register written over the wire. A read-only one keeps its value, as most devices do it. */
    void write(int address, short value);

    /** A range the device does not have. */
    final class Outside extends Exception {
        Outside(int address, int count) {
            super("registers " + address + "+" + count + " are outside the image");
        }
    }
}
