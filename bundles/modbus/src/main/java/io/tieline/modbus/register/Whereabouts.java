package io.tieline.modbus.register;

import io.tieline.model.Quality;
import io.tieline.model.SampleTarget;

/** The numbers of a string and of a module in it, as the text {@code 3.7}. Makes a new one only when they change. */
public final class Whereabouts implements Field {

    private static final int ABSENT = 0xFFFF;

    private final int point;
    private final int address;
    private int lastString = ABSENT;
    private int lastModule = ABSENT;
    private String text = "";

    public Whereabouts(int point, int address) {
        this.point = point;
        this.address = address;
    }

    @Override
    public int first() {
        return address;
    }

    @Override
    public int last() {
        return address + 1;
    }

    @Override
    public void decode(Frame frame, short[] scales, SampleTarget target) {
        int string = frame.u16(address);
        int module = frame.u16(address + 1);
        if (string == ABSENT) {
            target.putBad(point, Quality.BAD_SENTINEL);
            return;
        }
        if (string != lastString || module != lastModule) {
            lastString = string;
            lastModule = module;
            text = module == ABSENT ? String.valueOf(string) : string + "." + module;
        }
        target.putText(point, text);
    }

    @Override
    public boolean fills(int filled) {
        return filled == point;
    }

    @Override
    public void bad(SampleTarget target, Quality why) {
        target.putBad(point, why);
    }
}
