package io.tieline.modbus.sunspec;

import io.tieline.modbus.register.Absent;
import io.tieline.profile.Encoding;
import io.tieline.profile.Rate;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One line of {@code sunspec.tsv}: which register of which model is which canonical point.
 *
 * @param offset from the model's ID register, of the first repetition if it repeats
 * @param scale offset of the scale factor, -1 for none
 * @param point canonical name; {n} stands for the repetition, or for the occurrence of the model
 * @param core whether the point exists even where the device says "not implemented"
 * @param openSign whether SunSpec leaves the direction open
 * @param bit -1 for the whole number
 * @param gate offset of the register that enables the value, -1 for none
 * @param over offset of the register whose states win, -1 for none
 * @param when all must be met
 * @param sole whether it counts only if a single repetition meets them
 */
record SunSpecRow(
        SunSpecRange models,
        String name,
        int offset,
        Type type,
        int registers,
        int scale,
        String point,
        Rate rate,
        SunSpecRepetition every,
        boolean core,
        boolean openSign,
        boolean powerFactor,
        int bit,
        int gate,
        int over,
        List<SunSpecCondition> when,
        boolean sole,
        String states,
        String overStates) {

    SunSpecRow {
        when = List.copyOf(when);
    }

    /** SunSpec's types, as what they are in registers and how they say "not implemented". */
    enum Type {
        UINT16(Encoding.U16, Absent.ALL_ONES),
        INT16(Encoding.I16, Absent.SIGN_BIT),
        ENUM16(Encoding.U16, Absent.ALL_ONES),
        UINT32(Encoding.U32, Absent.ALL_ONES),
        INT32(Encoding.I32, Absent.SIGN_BIT),
        ACC32(Encoding.U32, Absent.ZERO),
        BITFIELD16(Encoding.U16, Absent.TOP_BIT),
        BITFIELD32(Encoding.U32, Absent.TOP_BIT),
        UINT64(Encoding.U64, Absent.ALL_ONES),
        ACC64(Encoding.U64, Absent.ZERO),
        FLOAT32(Encoding.F32, Absent.NAN),
        STRING(Encoding.ASCII, Absent.NEVER),
        /** Not SunSpec's: the numbers of a string and of a module in it, side by side. */
        WHERE(Encoding.U32, Absent.ALL_ONES);

        private final Encoding encoding;
        private final Absent absent;

        Type(Encoding encoding, Absent absent) {
            this.encoding = encoding;
            this.absent = absent;
        }

        Encoding encoding() {
            return encoding;
        }

        Absent absent() {
            return absent;
        }
    }

    /** How often it stands in a model, with all that belongs to it. */
    int repetitions(SunSpecBody body) {
        boolean complete = Math.max(scale, Math.max(gate, over)) < body.size();
        return complete ? every.in(body, offset + registers - 1) : 0;
    }

    /**
     * The canonical name.
     *
     * @param number of the repetition, counted from 1 through all models
     */
    String pointName(SunSpecModel model, int number) {
        return point.replace("{n}", String.valueOf(every.repeats() ? number : model.occurrence()));
    }

    /** Whether one repetition is meant. */
    boolean counts(SunSpecBody body, int repetition) {
        return when.stream().allMatch(condition -> condition.isMet(body, repetition * every.stride()))
                && (!sole || matching(body) == 1);
    }

    private long matching(SunSpecBody body) {
        return IntStream.range(0, repetitions(body))
                .filter(other -> when.stream().allMatch(condition -> condition.isMet(body, other * every.stride())))
                .count();
    }
}
