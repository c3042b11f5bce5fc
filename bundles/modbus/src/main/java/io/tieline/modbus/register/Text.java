package io.tieline.modbus.register;

import io.tieline.model.Quality;
import io.tieline.model.SampleTarget;
import io.tieline.profile.Encoding;
import io.tieline.profile.ModbusPlan;
import io.tieline.profile.ModbusPlan.Order;
import io.tieline.profile.ModbusPlan.Place;
import io.tieline.profile.ModbusPlan.Space;
import io.tieline.profile.Slice;
import io.tieline.profile.ValueRule;
import org.jspecify.annotations.Nullable;

/** A text, a network address or a date. Makes a new string only when the device sends another one. */
public final class Text implements Field {

    private final int point;
    private final Place place;
    private final ValueRule rule;
    private final boolean lowWordFirst;
    private final byte[] last;
    private @Nullable String text;

    public Text(int point, Place place, ValueRule rule) {
        this.point = point;
        this.place = place;
        this.rule = rule;
        this.lowWordFirst = TextForm.isNumber(place.encoding()) && Registers.isLowWordFirst(place.order());
        this.last = new byte[2 * place.registers()];
        this.text = TextForm.text(place.encoding(), last);
    }

    public Text(int point, int address, int registers, Order order) {
        this(
                point,
                new Place(ModbusPlan.OWN_UNIT, Space.HOLDING, address, Encoding.ASCII, order, registers, Slice.WHOLE),
                ValueRule.IDENTITY);
    }

    @Override
    public int first() {
        return place.address();
    }

    @Override
    public int last() {
        return place.last();
    }

    @Override
    public void decode(Frame frame, short[] scales, SampleTarget target) {
        if (isNews(frame)) {
            text = TextForm.text(place.encoding(), last);
        }
        String now = text;
        if (now == null) {
            target.putBad(point, Quality.BAD_OUT_OF_RANGE);
        } else if (now.isEmpty() || rule.isAbsent(now)) {
            target.putBad(point, Quality.BAD_SENTINEL);
        } else {
            target.putText(point, now);
        }
    }

    private boolean isNews(Frame frame) {
        boolean changed = false;
        for (int i = 0; i < place.registers(); i++) {
            int from = lowWordFirst ? place.registers() - 1 - i : i;
            int word = Registers.arranged(frame.u16(place.address() + from), place.order());
            changed |= last[2 * i] != (byte) (word >> 8) || last[2 * i + 1] != (byte) word;
            last[2 * i] = (byte) (word >> 8);
            last[2 * i + 1] = (byte) word;
        }
        return changed;
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
