package io.tieline.snmp;

import io.tieline.model.Point;
import io.tieline.model.PointKind;
import io.tieline.model.Quality;
import io.tieline.model.SampleTarget;
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
    private final boolean text;
    private byte[] lastBytes = new byte[0];
    private String lastText = "";

    Decoder(int index, Point point, ValueRule rule) {
        this.index = index;
        this.point = point;
        this.rule = rule;
        this.text = point.definition().kind() == PointKind.TEXT;
    }

    Point point() {
        return point;
    }

    int index() {
        return index;
    }

    void put(Variable value, SampleTarget target) {
        switch (value.getSyntax()) {
            case SMIConstants.EXCEPTION_NO_SUCH_OBJECT,
                    SMIConstants.EXCEPTION_NO_SUCH_INSTANCE,
                    SMIConstants.EXCEPTION_END_OF_MIB_VIEW,
                    SMIConstants.SYNTAX_NULL -> target.putBad(index, Quality.BAD_NOT_SUPPORTED);
            case SMIConstants.SYNTAX_INTEGER, SMIConstants.SYNTAX_COUNTER64 ->
                rule.put(target, index, point, value.toLong());
            case SMIConstants.SYNTAX_GAUGE32, SMIConstants.SYNTAX_COUNTER32, SMIConstants.SYNTAX_TIMETICKS -> {
                double raw = value.toLong();
                rule.put(target, index, point, rule.isSentinel(raw - TWO_POWER_32) ? raw - TWO_POWER_32 : raw);
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

    private void putText(OctetString value, SampleTarget target) {
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
            target.put(index, value.get(bit) == '1' ? 1 : 0);
            return;
        }
        double number = number(value);
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
        int bits = (value.get(3) & 0xFF) << 24
                | (value.get(4) & 0xFF) << 16
                | (value.get(5) & 0xFF) << 8
                | value.get(6) & 0xFF;
        rule.put(target, index, point, Float.intBitsToFloat(bits));
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
     * @return NaN if it is anything else
     */
    static double number(OctetString text) {
        int end = text.length();
        while (end > 0 && (text.get(end - 1) == ' ' || text.get(end - 1) == 0)) {
            end--;
        }
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
