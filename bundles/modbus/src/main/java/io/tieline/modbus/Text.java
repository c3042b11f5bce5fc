package io.tieline.modbus;

import io.tieline.model.Quality;
import io.tieline.model.SampleTarget;
import io.tieline.profile.ModbusPlan.Order;
import java.nio.charset.StandardCharsets;

/** A text, two characters to a register. Makes a new string only when the device sends another one. */
final class Text implements Field {

    private final int point;
    private final int address;
    private final int swap;
    private final byte[] last;
    private String text = "";

    Text(int point, int address, int registers, Order order) {
        this.point = point;
        this.address = address;
        this.swap = order == Order.BYTE_SWAPPED || order == Order.LITTLE ? 1 : 0;
        this.last = new byte[2 * registers];
    }

    @Override
    public int first() {
        return address;
    }

    @Override
    public int last() {
        return address + last.length / 2 - 1;
    }

    @Override
    public void decode(Frame frame, short[] scales, SampleTarget target) {
        boolean changed = false;
        for (int i = 0; i < last.length; i++) {
            byte octet = (byte) frame.octet(address, i ^ swap);
            changed |= octet != last[i];
            last[i] = octet;
        }
        if (changed) {
            text = string(last);
        }
        if (text.isEmpty()) {
            target.putBad(point, Quality.BAD_SENTINEL);
        } else {
            target.putText(point, text);
        }
    }

    /** Up to the first NUL, without the blanks around it. 0x8000 fills some devices' empty texts. */
    static String string(byte[] octets) {
        int end = 0;
        while (end < octets.length && octets[end] != 0) {
            end++;
        }
        String text = new String(octets, 0, end, StandardCharsets.UTF_8);
        return text.indexOf('\uFFFD') >= 0
                ? new String(octets, 0, end, StandardCharsets.ISO_8859_1)
                        .replaceAll("[\\p{Cntrl}]", "")
                        .strip()
                : text.strip();
    }

    @Override
    public void bad(SampleTarget target, Quality why) {
        target.putBad(point, why);
    }
}
