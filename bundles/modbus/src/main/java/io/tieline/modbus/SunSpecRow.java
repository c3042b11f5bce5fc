package io.tieline.modbus;

import io.tieline.profile.Encoding;
import io.tieline.profile.Rate;

/**
 * One line of {@code sunspec.tsv}: which register of which model is which canonical point.
 *
 * @param offset from the model's ID register, of the first repetition if it repeats
 * @param scale offset of the scale factor, -1 for none
 * @param point canonical name; {n} stands for the repetition, or for the occurrence of the model
 * @param stride registers from one repetition to the next, 0 if it does not repeat
 * @param repeatsFrom offset of the first repeating block
 * @param core whether the point exists even where the device says "not implemented"
 * @param openSign whether SunSpec leaves the direction open
 * @param bit -1 for the whole number
 * @param gate offset of the register that enables the value, -1 for none
 * @param over offset of the register whose states win, -1 for none
 */
record SunSpecRow(
        int firstModel,
        int lastModel,
        String name,
        int offset,
        Type type,
        int registers,
        int scale,
        String point,
        Rate rate,
        int repeatsFrom,
        int stride,
        boolean core,
        boolean openSign,
        boolean powerFactor,
        int bit,
        int gate,
        int over,
        String states,
        String overStates) {

    /** SunSpec's types, as what they are in registers and how they say "not implemented". */
    enum Type {
        UINT16(Encoding.U16, Absent.ALL_ONES),
        INT16(Encoding.I16, Absent.SIGN_BIT),
        ENUM16(Encoding.U16, Absent.ALL_ONES),
        UINT32(Encoding.U32, Absent.ALL_ONES),
        INT32(Encoding.I32, Absent.SIGN_BIT),
        ACC32(Encoding.U32, Absent.ZERO),
        BITFIELD32(Encoding.U32, Absent.ALL_ONES),
        UINT64(Encoding.U64, Absent.ALL_ONES),
        ACC64(Encoding.U64, Absent.ZERO),
        FLOAT32(Encoding.F32, Absent.NAN),
        STRING(Encoding.ASCII, Absent.NEVER);

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

    boolean belongsTo(SunSpecModel model) {
        return model.id() >= firstModel && model.id() <= lastModel;
    }

    /** How often it stands in a model of this length. */
    int repetitions(SunSpecModel model) {
        int whole = model.length() + 2;
        if (stride == 0) {
            return offset + registers <= whole ? 1 : 0;
        }
        return Math.max(0, (whole - repeatsFrom) / stride);
    }

    /** The canonical name of one repetition, counted from 1. */
    String pointName(SunSpecModel model, int repetition) {
        return point.replace("{n}", String.valueOf(stride == 0 ? model.occurrence() : repetition));
    }
}
