package io.tieline.modbus.register;

import io.tieline.profile.Encoding;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The texts some octets stand for. Pure functions. */
public final class TextForm {

    private static final LocalDate EPOCH_2000 = LocalDate.of(2000, 1, 1);
    private static final int DAY = 86_400;
    private static final HexFormat COLONS = HexFormat.ofDelimiter(":").withUpperCase();

    private TextForm() {}

    /** Whether it is laid out like a number, whose words may be swapped; characters never are. */
    static boolean isNumber(Encoding encoding) {
        return switch (encoding) {
            case ASCII, HEX, YMD_WORDS, DMY_WORDS, MDY_WORDS, YMD_BYTES, DMY_BYTES, MDY_BYTES -> false;
            default -> true;
        };
    }

    /**
     * The text.
     *
     * @param octets in the order of the standard
     * @return empty where nothing stands there; null where what stands there is none
     */
    public static @Nullable String text(Encoding encoding, byte[] octets) {
        return switch (encoding) {
            case ASCII -> string(octets);
            case HEX -> HexFormat.of().formatHex(octets);
            case IPV4 ->
                (octets[0] & 0xFF) + "." + (octets[1] & 0xFF) + "." + (octets[2] & 0xFF) + "." + (octets[3] & 0xFF);
            case IPV6 -> ipv6(octets);
            case EUI48 -> COLONS.formatHex(octets);
            default -> isFilled(octets, 0) || isFilled(octets, 0xFF) ? "" : date(encoding, octets);
        };
    }

    /**
     * Characters up to the first NUL, without the blanks around them and the 0xFF some devices fill up with. 0x8000 fills
     * other devices' empty texts.
     */
    public static String string(byte[] octets) {
        int end = 0;
        while (end < octets.length && octets[end] != 0) {
            end++;
        }
        while (end > 0 && octets[end - 1] == (byte) 0xFF) {
            end--;
        }
        String text = new String(octets, 0, end, StandardCharsets.UTF_8);
        return text.indexOf('\uFFFD') >= 0
                ? new String(octets, 0, end, StandardCharsets.ISO_8859_1)
                        .replaceAll("[\\p{Cntrl}]", "")
                        .strip()
                : text.strip();
    }

    /** All eight groups in four digits: RFC 4291, 2.2, form 1. */
    private static String ipv6(byte[] octets) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < octets.length; i += 2) {
            text.append(i == 0 ? "" : ":").append(String.format(Locale.ROOT, "%04x", u16(octets, i / 2)));
        }
        return text.toString();
    }

    private static @Nullable String date(Encoding encoding, byte[] octets) {
        try {
            return switch (encoding) {
                case DAYS_2000 -> EPOCH_2000.plusDays(u16(octets, 0)).toString();
                case DAYS_1970 -> LocalDate.ofEpochDay(u16(octets, 0)).toString();
                case SECONDS_2000 -> EPOCH_2000.plusDays(u32(octets) / DAY).toString();
                case UNIX -> LocalDate.ofEpochDay(u32(octets) / DAY).toString();
                case BCD_YYMMDD ->
                    date(100 * decimal(octets[0]) + decimal(octets[1]), decimal(octets[2]), decimal(octets[3]));
                case YMD_WORDS -> date(u16(octets, 0), u16(octets, 1), u16(octets, 2));
                case DMY_WORDS -> date(u16(octets, 2), u16(octets, 1), u16(octets, 0));
                case MDY_WORDS -> date(u16(octets, 2), u16(octets, 0), u16(octets, 1));
                case YMD_BYTES -> date(octets[0] & 0xFF, octets[1] & 0xFF, octets[2] & 0xFF);
                case DMY_BYTES -> date(octets[2] & 0xFF, octets[1] & 0xFF, octets[0] & 0xFF);
                case MDY_BYTES -> date(octets[2] & 0xFF, octets[0] & 0xFF, octets[1] & 0xFF);
                case SMBUS -> smbus(u16(octets, 0));
                default -> null;
            };
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** Years below 100 are of this century. */
    private static String date(int year, int month, int day) {
        return LocalDate.of(year < 100 ? 2000 + year : year, month, day).toString();
    }

    private static String smbus(int word) {
        return LocalDate.of(1980 + (word >> 9), word >> 5 & 0xF, word & 0x1F).toString();
    }

    private static int decimal(byte octet) {
        int high = octet >> 4 & 0xF;
        int low = octet & 0xF;
        if (high > 9 || low > 9) {
            throw new DateTimeException("no decimal digits");
        }
        return 10 * high + low;
    }

    private static int u16(byte[] octets, int word) {
        return (octets[2 * word] & 0xFF) << 8 | octets[2 * word + 1] & 0xFF;
    }

    private static long u32(byte[] octets) {
        return (long) u16(octets, 0) << 16 | u16(octets, 1);
    }

    private static boolean isFilled(byte[] octets, int with) {
        for (byte octet : octets) {
            if (octet != (byte) with) {
                return false;
            }
        }
        return true;
    }
}
