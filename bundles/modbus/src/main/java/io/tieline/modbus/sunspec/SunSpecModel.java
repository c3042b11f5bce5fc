package io.tieline.modbus.sunspec;

/**
 * One model of a SunSpec device.
 *
 * @param address of its ID register
 * @param length as the device says: registers after the length register
 * @param occurrence 1 for the first model with this id, 2 for the second …
 */
public record SunSpecModel(int id, int address, int length, int occurrence) {

    /** The address behind it, where the next model begins. */
    public int end() {
        return address + 2 + length;
    }
}
