package io.tieline.rig.accept;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A field of a decode suite that stands in registers or in a coil.
 *
 * @param kind what the suite's expression makes of them: {@code int16}, {@code bitset}, {@code utf8} …
 * @param space {@code holding}, {@code input}, {@code coil} or {@code discrete}
 * @param turned {@code swapbytes}, {@code swapendian} or empty
 * @param absent the "not implemented" registers in hex digits, empty for none
 * @param words number → word of an enumeration, or number of a bit → its name
 */
record SuiteField(
        String kind, String space, int address, int registers, String turned, String absent, Map<Long, String> words) {

    private static final Pattern CALL = Pattern.compile("^([a-z0-9_]+)\\((.*)\\)$", Pattern.DOTALL);
    private static final Pattern WORD = Pattern.compile("(\\d+)\\s*->\\s*'([^']*)'");
    private static final Pattern SHORT =
            Pattern.compile("(hr|ir|c|di|holding-register|input-register|coil|discrete-input):0*(\\d+)");
    private static final Pattern TABLE = Pattern.compile("([0134])x0*(\\d+)");
    private static final Pattern MODICON = Pattern.compile("([0134])(\\d{4,5})");

    /** An address of the suites, 0-based. */
    private record Address(String space, int number) {

        static Optional<Address> of(String text) {
            Matcher named = SHORT.matcher(text);
            if (named.matches()) {
                return Optional.of(new Address(space(named.group(1)), Integer.parseInt(named.group(2))));
            }
            Matcher table = TABLE.matcher(text);
            if (table.matches()) {
                return Optional.of(new Address(space(table.group(1)), Integer.parseInt(table.group(2)) - 1));
            }
            Matcher modicon = MODICON.matcher(text);
            return modicon.matches()
                    ? Optional.of(new Address(space(modicon.group(1)), Integer.parseInt(modicon.group(2)) - 1))
                    : Optional.empty();
        }

        private static String space(String name) {
            return switch (name) {
                case "c", "coil", "0" -> "coil";
                case "di", "discrete-input", "1" -> "discrete";
                case "ir", "input-register", "3" -> "input";
                default -> "holding";
            };
        }
    }

    /** Where an input of a test lies. */
    static Optional<Map.Entry<String, Integer>> place(String text) {
        return Address.of(text.strip()).map(address -> Map.entry(address.space, address.number));
    }

    /** Empty for what is a constant, or calculated or put together from other fields. */
    static Optional<SuiteField> of(String expression) {
        Matcher call = CALL.matcher(expression.strip());
        if (!call.matches()) {
            return Optional.empty();
        }
        List<String> parts = List.of(call.group(2).split(";"));
        String where = parts.get(0).strip();
        Matcher inner = CALL.matcher(where);
        String turned = inner.matches() ? inner.group(1) : "";
        List<Address> addresses = addresses(inner.matches() ? inner.group(2) : where);
        if (addresses.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new SuiteField(
                call.group(1),
                addresses.get(0).space,
                addresses.get(0).number,
                addresses.size(),
                turned,
                absent(parts),
                words(call.group(1), parts)));
    }

    /** All addresses of a list, a range or a first one with a count; none if they do not follow each other. */
    private static List<Address> addresses(String text) {
        String[] counted = text.split("#");
        String[] ends = text.split("\\.\\.");
        List<Address> addresses = new ArrayList<>();
        if (counted.length == 2 || ends.length == 2) {
            Optional<Address> first = Address.of((counted.length == 2 ? counted : ends)[0].strip());
            Optional<Address> last = ends.length == 2 ? Address.of(ends[1].strip()) : Optional.empty();
            first.ifPresent(start -> {
                int count = counted.length == 2
                        ? Integer.parseInt(counted[1].strip())
                        : last.map(end -> end.number - start.number + 1).orElse(0);
                for (int i = 0; i < count; i++) {
                    addresses.add(new Address(start.space, start.number + i));
                }
            });
            return addresses;
        }
        for (String one : text.split(",")) {
            Address.of(one.strip()).ifPresent(addresses::add);
        }
        boolean consecutive = addresses.size() == text.split(",").length;
        for (int i = 1; i < addresses.size(); i++) {
            consecutive &= addresses.get(i).number == addresses.get(0).number + i;
        }
        return consecutive ? addresses : List.of();
    }

    private static String absent(List<String> parts) {
        String second = parts.size() > 1 ? parts.get(1).strip() : "";
        return second.startsWith("0x") ? second.replace("0x", "").replaceAll("\\s+", "") : "";
    }

    private static Map<Long, String> words(String kind, List<String> parts) {
        Map<Long, String> words = new LinkedHashMap<>();
        for (String part : parts.subList(1, parts.size())) {
            Matcher word = WORD.matcher(part);
            if (word.find()) {
                words.put(Long.parseLong(word.group(1)), word.group(2));
            }
        }
        if (kind.equals("bitsetbit")) {
            words.put(Long.parseLong(parts.get(parts.size() - 1).strip()), "true");
        }
        if (kind.equals("boolean") && parts.size() == 3) {
            words.put(0L, parts.get(1).strip().replace("'", ""));
            words.put(1L, parts.get(2).strip().replace("'", ""));
        }
        return words;
    }
}
