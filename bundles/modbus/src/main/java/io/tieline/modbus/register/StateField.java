package io.tieline.modbus.register;

import io.tieline.model.Quality;
import io.tieline.model.SampleTarget;

/**
 * An enumeration, and where two registers share one meaning (SunSpec 802: ChaSt and State), the second one, which wins
 * where its table has the number.
 *
 * @param point of the normalised state
 * @param nativePoint of the device's own word
 * @param over address of the register that wins, -1 for none
 */
public record StateField(int point, int nativePoint, int address, StateTable states, int over, StateTable overStates)
        implements Field {

    private static final int ABSENT = 0xFFFF;

    @Override
    public int first() {
        return over < 0 ? address : Math.min(address, over);
    }

    @Override
    public int last() {
        return Math.max(address, over);
    }

    @Override
    public void decode(Frame frame, short[] scales, SampleTarget target) {
        int winner = over < 0 ? -1 : overStates.find(frame.u16(over));
        if (winner >= 0) {
            put(target, overStates.entry(winner));
            return;
        }
        int raw = frame.u16(address);
        int position = states.find(raw);
        if (position >= 0) {
            put(target, states.entry(position));
        } else {
            bad(target, raw == ABSENT ? Quality.BAD_SENTINEL : Quality.BAD_OUT_OF_RANGE);
        }
    }

    private void put(SampleTarget target, StateTable.Entry entry) {
        target.put(point, entry.state());
        target.putText(nativePoint, entry.name());
    }

    @Override
    public boolean fills(int filled) {
        return filled == point || filled == nativePoint;
    }

    @Override
    public void bad(SampleTarget target, Quality why) {
        target.putBad(point, why);
        target.putBad(nativePoint, why);
    }
}
