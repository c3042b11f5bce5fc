package io.tieline.profile;

import io.tieline.document.Fields;
import io.tieline.profile.ModbusPlan.Order;
import io.tieline.profile.ModbusPlan.Place;
import io.tieline.profile.ModbusPlan.Space;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads where something stands in a Modbus device: address, space, unit, type, order, bits.
 *
 * @param space of entries that name none
 * @param order of entries that name none
 */
record PlaceReader(Space space, Order order) {

    private static final List<Encoding> DATES = Arrays.stream(Encoding.values())
            .filter(encoding -> encoding.kind() == Encoding.Kind.DATE)
            .toList();
    private static final List<Encoding> OTHERS = Arrays.stream(Encoding.values())
            .filter(encoding -> encoding.kind() != Encoding.Kind.DATE)
            .toList();
    private static final String DATE = "date";

    /** Empty, with a problem, if there is no address or the rest is wrong. */
    Optional<Place> place(Fields fields) {
        return place(fields, Encoding.U16);
    }

    /** @param natural the type of a register that names none */
    Optional<Place> place(Fields fields, Encoding natural) {
        return whole(fields, natural).map(place -> place.sliced(slice(fields, place.encoding())));
    }

    /** Whole registers: what is meant of them is said elsewhere. */
    Optional<Place> whole(Fields fields, Encoding natural) {
        Space where = word(fields, "space", Space.values()).orElse(space);
        Order arranged = word(fields, "order", Order.values()).orElse(order);
        int unit = fields.integer("unitId", 0, 255).orElse(ModbusPlan.OWN_UNIT);
        if (!fields.has("address")) {
            fields.problem(fields.node(), "address is missing", "add address: the 0-based register number");
        }
        Optional<Integer> address = fields.integer("address", 0, 65535);
        Encoding encoding = encoding(fields, where, natural);
        int registers = registers(fields, encoding);
        Optional<Place> place =
                address.map(first -> new Place(unit, where, first, encoding, arranged, registers, Slice.WHOLE));
        return place.filter(fits -> {
            if (fits.last() <= 65535) {
                return true;
            }
            fields.problem(fields.node(), "it reaches beyond register 65535", "correct address or registers");
            return false;
        });
    }

    private static Encoding encoding(Fields fields, Space where, Encoding natural) {
        List<String> words = Stream.concat(OTHERS.stream().map(PlaceReader::word), Stream.of(DATE))
                .toList();
        Optional<Encoding> named = fields.choice(
                "type",
                text -> text.equals(DATE)
                        ? layout(fields)
                        : OTHERS.stream().filter(e -> word(e).equals(text)).findFirst(),
                words);
        if (where.isBits() && named.isPresent() && named.get() != Encoding.BIT) {
            fields.problem(fields.node(), "a coil holds one bit", "drop type, or use space: holding or input");
        }
        return where.isBits() ? Encoding.BIT : named.orElse(natural);
    }

    /** A date whose layout is wrong is a date all the same: one problem is enough. */
    private static Optional<Encoding> layout(Fields fields) {
        List<String> words = DATES.stream().map(PlaceReader::word).toList();
        if (!fields.has("layout")) {
            fields.problem(fields.node(), "layout is missing", "add layout: one of " + String.join(", ", words));
        }
        return Optional.of(fields.choice(
                        "layout",
                        text -> DATES.stream().filter(e -> word(e).equals(text)).findFirst(),
                        words)
                .orElse(Encoding.DAYS_2000));
    }

    private static int registers(Fields fields, Encoding encoding) {
        Optional<Integer> named = fields.integer("registers", 1, 125);
        if (encoding.registers() > 0) {
            if (named.isPresent() && named.get() != encoding.registers()) {
                fields.problem(
                        fields.node(),
                        word(encoding) + " takes " + encoding.registers() + " registers",
                        "drop registers");
            }
            return encoding.registers();
        }
        if (!fields.has("registers")) {
            fields.problem(fields.node(), "registers is missing", "add registers: the length of the text");
        }
        return named.orElse(1);
    }

    private static Slice slice(Fields fields, Encoding encoding) {
        Optional<Slice> octet = octet(fields, encoding);
        if (octet.isPresent()) {
            return octet.get();
        }
        Slice slice = new RuleReader(fields).slice(63);
        if (slice.isWhole()) {
            return slice;
        }
        if (!encoding.isInteger() && encoding.kind() != Encoding.Kind.DECIMAL) {
            fields.problem(fields.node(), "only whole numbers have bits", "drop bit and bits, or use type: u16");
            return Slice.WHOLE;
        }
        int highest = slice.low() + slice.width() - 1;
        if (highest >= encoding.bits()) {
            fields.problem(
                    fields.node(), word(encoding) + " has no bit " + highest, "count from 0, or use a wider type");
            return Slice.WHOLE;
        }
        return slice;
    }

    private static Optional<Slice> octet(Fields fields, Encoding encoding) {
        boolean narrow = encoding == Encoding.U8 || encoding == Encoding.I8;
        Optional<Slice> octet = fields.choice(
                "byte",
                text -> switch (text) {
                    case "high" -> Optional.of(new Slice(8, 8));
                    case "low" -> Optional.of(new Slice(0, 8));
                    default -> Optional.<Slice>empty();
                },
                List.of("high", "low"));
        if (narrow && !fields.has("byte")) {
            fields.problem(fields.node(), "byte is missing", "add byte: high or low");
        } else if (octet.isPresent() && !narrow) {
            fields.problem(fields.node(), "only u8 and i8 have a byte", "use type: u8, or drop byte");
            return Optional.empty();
        }
        return octet;
    }

    /** One of the constants by its word. */
    static <E extends Enum<E>> Optional<E> word(Fields fields, String key, E[] constants) {
        return fields.choice(
                key,
                text -> Arrays.stream(constants)
                        .filter(constant -> word(constant).equals(text))
                        .findFirst(),
                Arrays.stream(constants).map(PlaceReader::word).toList());
    }

    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
