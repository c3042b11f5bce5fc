package io.tieline.opcua;

import java.util.Optional;
import org.eclipse.milo.opcua.stack.core.types.builtin.LocalizedText;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UByte;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UInteger;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.ULong;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UShort;
import org.jspecify.annotations.Nullable;

/** Numbers and texts in the type a variable or a method insists on. */
final class Arguments {

    private Arguments() {}

    /**
     * A number in the type of a variable.
     *
     * @param present the variable's present value; null: it holds none, then its declared data type decides
     * @param declared its data type
     * @return empty if the type cannot hold the number: it would come out as another one
     */
    static Optional<Variant> like(@Nullable Object present, @Nullable NodeId declared, double raw) {
        return ofBuiltin(present == null ? builtin(declared) : builtin(present), raw);
    }

    /**
     * An argument of a method.
     *
     * @param text a number, or whatever the method takes as text
     */
    static Optional<Variant> of(NodeId declared, String text) {
        int type = builtin(declared);
        switch (type) {
            case 12:
                return Optional.of(Variant.ofString(text));
            case 21:
                return Optional.of(Variant.ofLocalizedText(LocalizedText.english(text)));
            case 1:
                if (text.equals("true") || text.equals("false")) {
                    return Optional.of(Variant.ofBoolean(text.equals("true")));
                }
                break;
            default:
        }
        try {
            return ofBuiltin(type, Double.parseDouble(text));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static int builtin(Object present) {
        if (present instanceof Boolean) {
            return 1;
        } else if (present instanceof Byte) {
            return 2;
        } else if (present instanceof UByte) {
            return 3;
        } else if (present instanceof Short) {
            return 4;
        } else if (present instanceof UShort) {
            return 5;
        } else if (present instanceof Integer) {
            return 6;
        } else if (present instanceof UInteger) {
            return 7;
        } else if (present instanceof Long) {
            return 8;
        } else if (present instanceof ULong) {
            return 9;
        } else if (present instanceof Float) {
            return 10;
        }
        return present instanceof Double ? 11 : 0;
    }

    /** The built-in type of a data type (OPC 10000-6, 5.1.2); an enumeration is an Int32, anything else unknown. */
    private static int builtin(@Nullable NodeId declared) {
        if (declared == null || declared.getNamespaceIndex().intValue() != 0) {
            return declared == null ? 0 : 6;
        }
        return declared.getIdentifier() instanceof UInteger id ? id.intValue() : 0;
    }

    private static Optional<Variant> ofBuiltin(int type, double raw) {
        double whole = Math.rint(raw);
        return switch (type) {
            case 1 -> fits(whole, 0, 1) ? Optional.of(Variant.ofBoolean(whole != 0)) : Optional.empty();
            case 2 ->
                fits(whole, Byte.MIN_VALUE, Byte.MAX_VALUE)
                        ? Optional.of(Variant.ofSByte((byte) whole))
                        : Optional.empty();
            case 3 -> fits(whole, 0, 0xFF) ? Optional.of(Variant.ofByte(UByte.valueOf((int) whole))) : Optional.empty();
            case 4 ->
                fits(whole, Short.MIN_VALUE, Short.MAX_VALUE)
                        ? Optional.of(Variant.ofInt16((short) whole))
                        : Optional.empty();
            case 5 ->
                fits(whole, 0, 0xFFFF) ? Optional.of(Variant.ofUInt16(UShort.valueOf((int) whole))) : Optional.empty();
            case 6, 29 ->
                fits(whole, Integer.MIN_VALUE, Integer.MAX_VALUE)
                        ? Optional.of(Variant.ofInt32((int) whole))
                        : Optional.empty();
            case 7 ->
                fits(whole, 0, 0xFFFF_FFFFL)
                        ? Optional.of(Variant.ofUInt32(UInteger.valueOf((long) whole)))
                        : Optional.empty();
            // Beyond 2^53 a double is no longer every whole number.
            case 8 -> fits(whole, -0x1p53, 0x1p53) ? Optional.of(Variant.ofInt64((long) whole)) : Optional.empty();
            case 9 ->
                fits(whole, 0, 0x1p53) ? Optional.of(Variant.ofUInt64(ULong.valueOf((long) whole))) : Optional.empty();
            case 10 -> Double.isFinite((float) raw) ? Optional.of(Variant.ofFloat((float) raw)) : Optional.empty();
            // Number, Integer, UInteger and BaseDataType leave the choice to us.
            case 0, 11, 24, 26 -> Double.isFinite(raw) ? Optional.of(Variant.ofDouble(raw)) : Optional.empty();
            default -> Optional.empty();
        };
    }

    private static boolean fits(double whole, double least, double most) {
        return whole >= least && whole <= most;
    }
}
