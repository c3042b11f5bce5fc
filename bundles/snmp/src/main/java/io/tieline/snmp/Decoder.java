package io.tieline.snmp;

import io.tieline.model.Point;
import io.tieline.model.PointKind;
import io.tieline.model.Quality;
import io.tieline.model.SampleTarget;
import io.tieline.profile.SnmpPlan;
import io.tieline.profile.ValueRule;
import java.nio.charset.StandardCharsets;
import org.snmp4j.asn1.BER;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.SMIConstants;
import org.snmp4j.smi.Variable;

/**
 * A value on its way from the wire into one point. Numbers are taken from any type an agent may send them in, text
 * included; what is no number never becomes one. Allocates nothing while the text of a text point stays the same.
 */
final class Decoder {

    /** Adding it to an unsigned number gives the signed one an agent with the wrong type has meant. */
    private static final double TWO_POWER_32 = 4294967296.0;

    private static final int MOST_DIGITS = 24;

    private final int index;
    private final Point point;
    private final ValueRule rule;
    private final ValueRule ruleOfBit;
    private final SnmpPlan.Form form;
    private final byte[] suffix;
    private final boolean text;
    private byte[] lastBytes = new byte[0];
    private String lastText = "";
    private double counted = Double.NaN;

    Decoder(int index, Point point, ValueRule rule, SnmpPlan.Form form) {
        this.index = index;
        this.point = point;
        this.rule = rule;
        this.ruleOfBit = rule.bit() < 0 ? rule : rule.withoutBit();
        this.form = form;
        this.suffix = form.suffix().getBytes(StandardCharsets.UTF_8);
        this.text = point.definition().kind() == PointKind.TEXT;
    }

    Point point() {
        return point;
    }

    int index() {
        return index;
    }

    boolean countsAlarms() {
        return form.encoding() == SnmpPlan.Form.Encoding.STANDING;
    }

    /** How many alarms a {@link SnmpPlan.Form.Encoding#STANDING} object has just counted; NaN: it did not say. */
    double counted() {
        return counted;
    }

    void put(Variable value, SampleTarget target) {
        if (countsAlarms()) {
            putCount(value, target);
            return;
        }
        switch (value.getSyntax()) {
            case SMIConstants.EXCEPTION_NO_SUCH_OBJECT,
                    SMIConstants.EXCEPTION_NO_SUCH_INSTANCE,
                    SMIConstants.EXCEPTION_END_OF_MIB_VIEW,
                    SMIConstants.SYNTAX_NULL -> target.putBad(index, Quality.BAD_NOT_SUPPORTED);
            case SMIConstants.SYNTAX_INTEGER, SMIConstants.SYNTAX_COUNTER64 -> putNumber(value.toLong(), target);
            case SMIConstants.SYNTAX_GAUGE32, SMIConstants.SYNTAX_COUNTER32, SMIConstants.SYNTAX_TIMETICKS -> {
                double raw = value.toLong();
                putNumber((long) (rule.isSentinel(raw - TWO_POWER_32) ? raw - TWO_POWER_32 : raw), target);
            }
            case SMIConstants.SYNTAX_OCTET_STRING -> putText((OctetString) value, target);
            case SMIConstants.SYNTAX_OPAQUE -> putOpaque((OctetString) value, target);
            case SMIConstants.SYNTAX_OBJECT_IDENTIFIER, SMIConstants.SYNTAX_IPADDRESS -> {
                if (text) {
                    target.putText(index, value.toString());
                } else {
                    target.putBad(index, Quality.BAD_PROTOCOL);
                }
            }
            default -> target.putBad(index, Quality.BAD_PROTOCOL);
        }
    }

    /** No alarms: none is this one. Some: their table says whether it is among them. */
    private void putCount(Variable value, SampleTarget target) {
        counted = switch (value.getSyntax()) {
            case SMIConstants.SYNTAX_INTEGER, SMIConstants.SYNTAX_GAUGE32, SMIConstants.SYNTAX_COUNTER32 ->
                value.toLong();
            case SMIConstants.SYNTAX_OCTET_STRING -> number((OctetString) value, suffix);
            default -> Double.NaN;
        };
        if (counted == 0) {
            target.put(index, 0);
        } else if (!(counted > 0)) {
            target.putBad(index, value.isException() ? Quality.BAD_NOT_SUPPORTED : Quality.BAD_PROTOCOL);
        }
    }

    private void putNumber(long raw, SampleTarget target) {
        switch (form.encoding()) {
            case I16 -> rule.put(target, index, point, (short) raw);
            case I32 -> rule.put(target, index, point, (int) raw);
            case F32 -> rule.put(target, index, point, Float.intBitsToFloat((int) raw));
            default -> rule.put(target, index, point, raw);
        }
    }

    private void putText(OctetString value, SampleTarget target) {
        if (form.encoding() == SnmpPlan.Form.Encoding.BITS) {
            putBits(value, target);
            return;
        }
        if (form.encoding() == SnmpPlan.Form.Encoding.F32) {
            putFloat(value, 0, target);
            return;
        }
        if (text && !rule.isCoded()) {
            if (!value.equalsValue(lastBytes)) {
                lastBytes = value.getValue().clone();
                lastText = new String(lastBytes, StandardCharsets.UTF_8)
                        .replaceAll("\\p{Cntrl}", "")
                        .strip();
            }
            target.putText(index, lastText);
            return;
        }
        int bit = rule.bit();
        if (bit >= 0 && value.length() > bit && isFlags(value)) {
            ruleOfBit.put(target, index, point, value.get(bit) == '1' ? 1 : 0);
            return;
        }
        double number =
                form.encoding() == SnmpPlan.Form.Encoding.DURATION ? Durations.seconds(value) : number(value, suffix);
        if (!Double.isNaN(number)) {
            rule.put(target, index, point, number);
        } else {
            target.putBad(index, isNothing(value) ? Quality.BAD_SENTINEL : Quality.BAD_PROTOCOL);
        }
    }

    /** The float that Net-SNMP agents wrap into an Opaque: 0x9F 0x78 0x04 and four bytes of IEEE 754. */
    private void putOpaque(OctetString value, SampleTarget target) {
        if (text
                || value.length() != 7
                || value.get(0) != (byte) 0x9F
                || value.get(1) != (byte) 0x78
                || value.get(2) != BER.ASN_OCTET_STR) {
            target.putBad(index, Quality.BAD_PROTOCOL);
            return;
        }
        putFloat(value, 3, target);
    }

    private void putFloat(OctetString value, int from, SampleTarget target) {
        if (value.length() != from + 4) {
            target.putBad(index, Quality.BAD_PROTOCOL);
            return;
        }
        int bits = 0;
        for (int i = from; i < from + 4; i++) {
            bits = bits << 8 | value.get(i) & 0xFF;
        }
        rule.put(target, index, point, Float.intBitsToFloat(bits));
    }

    /** A BITS value may leave trailing zero bytes out (RFC 2578 7.1.4). */
    private void putBits(OctetString value, SampleTarget target) {
        int bit = Math.max(0, rule.bit());
        int octet = bit / 8 < value.length() ? value.get(bit / 8) : 0;
        ruleOfBit.put(target, index, point, octet >> 7 - bit % 8 & 1);
    }

    private static boolean isFlags(OctetString value) {
        for (int i = 0; i < value.length(); i++) {
            if (value.get(i) != '0' && value.get(i) != '1') {
                return false;
            }
        }
        return true;
    }

    /** Whether a text says "not available" in one of the usual ways: empty, dashes, N/A. */
    private static boolean isNothing(OctetString value) {
        for (int i = 0; i < value.length(); i++) {
            if ("NnAaUuLl/-* \0".indexOf(value.get(i)) < 0) {
                return false;
            }
        }
        return true;
    }

    /**
     * The number a text is, blanks around it aside; {@code 1:02:03} is a duration in seconds.
     *
     * @param suffix must stand behind the number
     * @return NaN if it is anything else
     */
    static double number(OctetString text, byte[] suffix) {
        int end = withoutBlanks(text, text.length());
        for (int i = suffix.length - 1; i >= 0; i--, end--) {
            if (end == 0 || text.get(end - 1) != suffix[i]) {
                return Double.NaN;
            }
        }
        end = withoutBlanks(text, end);
        int at = 0;
        while (at < end && text.get(at) == ' ') {
            at++;
        }
        if (end == at || end - at > MOST_DIGITS) {
            return Double.NaN;
        }
        boolean negative = text.get(at) == '-';
        if (negative || text.get(at) == '+') {
            at++;
        }
        double number = digits(text, at, end);
        return negative ? -number : number;
    }

    private static int withoutBlanks(OctetString text, int length) {
        int end = length;
        while (end > 0 && (text.get(end - 1) == ' ' || text.get(end - 1) == 0)) {
            end--;
        }
        return end;
    }

    private static double digits(OctetString text, int from, int end) {
        double whole = 0;
        double higher = 0;
        double scale = 0;
        boolean any = false;
        for (int i = from; i < end; i++) {
            byte c = text.get(i);
            if (c >= '0' && c <= '9') {
                whole = whole * 10 + (c - '0');
                scale *= 10;
                any = true;
            } else if (c == '.' && scale == 0 && higher == 0) {
                scale = 1;
            } else if (c == ':' && any && scale == 0) {
                higher = (higher + whole) * 60;
                whole = 0;
                any = false;
            } else {
                return Double.NaN;
            }
        }
        return any ? higher + whole / (scale == 0 ? 1 : scale) : Double.NaN;
    }
}
