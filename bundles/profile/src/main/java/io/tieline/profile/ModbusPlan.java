package io.tieline.profile;

import io.tieline.model.Severity;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What is read from a Modbus device and how it is written. Addresses are 0-based, as on the wire. */
public record ModbusPlan(Settings settings, List<Value> values, List<Alarm> alarms, List<Repeat> repeats)
        implements Plan {

    /** A {@link Place#unit()} that stands for the unit the device is addressed by. */
    public static final int OWN_UNIT = -1;

    public ModbusPlan {
        values = List.copyOf(values);
        alarms = List.copyOf(alarms);
        repeats = List.copyOf(repeats);
    }

    @Override
    public Set<String> names() {
        Set<String> names = new HashSet<>();
        values.forEach(value -> names.add(value.point()));
        alarms.forEach(alarm -> names.add(alarm.value().point()));
        for (Repeat repeat : repeats) {
            repeat.values().forEach(value -> names.add(value.point()));
            repeat.alarms().forEach(alarm -> names.add(alarm.value().point()));
            names.addAll(repeat.commands().keySet());
        }
        return names;
    }

    /** Whether nothing at all is read. */
    public boolean isEmpty() {
        return values.isEmpty() && alarms.isEmpty() && repeats.isEmpty();
    }

    /** The four address spaces and the function codes that read them. */
    public enum Space {
        COIL(1),
        DISCRETE(2),
        HOLDING(3),
        INPUT(4);

        private final int readFunction;

        Space(int readFunction) {
            this.readFunction = readFunction;
        }

        public int readFunction() {
            return readFunction;
        }

        /** Coils and discrete inputs: one bit under each address. */
        public boolean isBits() {
            return this == COIL || this == DISCRETE;
        }

        public boolean isWritable() {
            return this == COIL || this == HOLDING;
        }
    }

    /** Order of words and bytes; {@link #BIG} is the standard's. */
    public enum Order {
        BIG,
        /** Low word first. */
        WORD_SWAPPED,
        /** Low byte first in each word. */
        BYTE_SWAPPED,
        LITTLE,
        /** Lowest bit first in each word. */
        BIT_REVERSED
    }

    /**
     * Where a raw number or text stands and how it is laid out.
     *
     * @param unit 0 … 255, or {@link #OWN_UNIT}
     * @param registers how many; 1 for a coil
     * @param slice the bits of the raw number that are meant
     */
    public record Place(
            int unit, Space space, int address, Encoding encoding, Order order, int registers, Slice slice) {

        /** The same place in the n-th of several blocks. */
        public Place moved(int byRegisters, int toUnit) {
            return new Place(toUnit, space, address + byRegisters, encoding, order, registers, slice);
        }

        /** The same place, but only some of its bits. */
        public Place sliced(Slice bits) {
            return new Place(unit, space, address, encoding, order, registers, bits);
        }

        public int last() {
            return address + registers - 1;
        }
    }

    /** What else a raw number needs before it is a value. */
    public sealed interface Operand {

        Operand NONE = new Nothing();

        /** The raw number stands for itself. */
        record Nothing() implements Operand {}

        /**
         * It counts in a power of ten that stands in another register and may change while the device runs.
         *
         * @param once in a repeated block: it stands only once, not in every block
         */
        record PowerOfTen(Place place, boolean once) implements Operand {}

        /**
         * It is a percentage of another number.
         *
         * @param rule how that number becomes SI units
         * @param once in a repeated block: it stands only once, not in every block
         */
        record PercentOf(Place place, ValueRule rule, boolean once) implements Operand {}

        /** Where it stands, if it moves along with the blocks. */
        private Stream<Place> moving() {
            if (this instanceof PowerOfTen scale && !scale.once()) {
                return Stream.of(scale.place());
            }
            return this instanceof PercentOf percent && !percent.once() ? Stream.of(percent.place()) : Stream.of();
        }
    }

    /**
     * One value.
     *
     * @param point canonical name; in a repeated block with {@code {n}}
     */
    public record Value(String point, Place place, Operand operand, ValueRule rule, Rate rate) {}

    /**
     * An alarm of the device, read like any other flag.
     *
     * @param value the flag
     * @param code the device's own; {@code {address}} stands for the register, which differs in repeated blocks
     */
    public record Alarm(Value value, Severity severity, String code, String text) {

        /** What {@link #code} holds where the address of the block belongs. */
        public static final String ADDRESS = "{address}";
    }

    /**
     * A block that comes several times.
     *
     * @param stride registers from one block to the next
     * @param unitStride unit ids from one block to the next
     * @param commands by name pattern with {@code {n}}; addresses of the first block
     */
    public record Repeat(
            Count count,
            int stride,
            int unitStride,
            List<Value> values,
            List<Alarm> alarms,
            Map<String, Write> commands) {

        public Repeat {
            values = List.copyOf(values);
            alarms = List.copyOf(alarms);
            commands = Map.copyOf(commands);
        }

        /** Everything of the first block that moves along. */
        Stream<Place> places() {
            Stream<Value> read = Stream.concat(values.stream(), alarms.stream().map(Alarm::value));
            return Stream.concat(
                    read.flatMap(value -> Stream.concat(
                            Stream.of(value.place()), value.operand().moving())),
                    commands.values().stream().flatMap(Write::places));
        }
    }

    /** How often a block comes. */
    public sealed interface Count {

        record Fixed(int n) implements Count {}

        /**
         * The device says it.
         *
         * @param most more than this is not believed
         */
        record Read(Place place, int most) implements Count {}
    }

    /**
     * What holds for the whole device.
     *
     * @param space of values that name none
     * @param order of values that name none
     * @param maxRegisters the most registers one request may ask for, at most 125
     * @param maxGap the most unused registers to read along so that two values share a request
     * @param forbidden address ranges no request may touch
     * @param pause least silence between two requests
     * @param inFlight how many requests the device takes before it has answered the first
     * @param preamble what is read once after connecting, before anything else
     */
    public record Settings(
            Space space,
            Order order,
            int maxRegisters,
            int maxGap,
            List<Range> forbidden,
            Duration pause,
            int inFlight,
            List<Preamble> preamble,
            Optional<Heartbeat> heartbeat) {

        /** What most devices bear. */
        public static final Settings USUAL = new Settings(
                Space.HOLDING, Order.BIG, 120, 8, List.of(), Duration.ZERO, 1, List.of(), Optional.empty());

        /** These, but with other requests. */
        public Settings withBlocks(int most, int gap) {
            return new Settings(space, order, most, gap, forbidden, pause, inFlight, preamble, heartbeat);
        }

        public Settings {
            forbidden = List.copyOf(forbidden);
            preamble = List.copyOf(preamble);
        }
    }

    /** Addresses from first to last, both included. */
    public record Range(int first, int last) {}

    /** A read that some devices want before they answer anything else. */
    public sealed interface Preamble {

        /** Function 43/14. */
        record Identification() implements Preamble {}

        record Registers(int unit, Space space, int address, int registers) implements Preamble {}
    }

    /**
     * A sign of life the device wants.
     *
     * @param first what is written, counted up from here …
     * @param last … to here, and then from the first again
     * @param always also while nobody wants anything of the device
     */
    public record Heartbeat(Place place, Duration every, int first, int last, boolean always) {}

    /**
     * How a command is written: the argument, scaled back, into a register or coil.
     *
     * @param rule read direction: argument = raw · multiplier / divisor + offset
     * @param gates written, and read back, before; each must take
     * @param complement where the one's complement of the number is written too, -1 for nowhere
     */
    public record Write(
            Place place, ValueRule rule, List<Gate> gates, int complement, ReadBack readBack, Reversion reversion)
            implements CommandRule {

        public Write {
            gates = List.copyOf(gates);
        }

        private Stream<Place> places() {
            Stream<Place> others = Stream.concat(
                    gates.stream().map(Gate::place),
                    reversion instanceof Reversion.Timer timer ? Stream.of(timer.place()) : Stream.of());
            Stream<Place> shown =
                    readBack instanceof ReadBack.Elsewhere elsewhere ? Stream.of(elsewhere.place()) : Stream.of();
            Stream<Place> complementary =
                    complement < 0 ? Stream.of() : Stream.of(place.moved(complement - place.address(), place.unit()));
            return Stream.of(Stream.of(place), others, shown, complementary).flatMap(all -> all);
        }

        /** Read back where it was written, nothing else. */
        public static Write plain(Place place, ValueRule rule) {
            return new Write(place, rule, List.of(), -1, new ReadBack.Same(), new Reversion.None());
        }
    }

    /** A number that must stand somewhere before a command is taken: a mode, an unlock code. */
    public record Gate(Place place, long value) {}

    /** Where the effect of a command shows. */
    public sealed interface ReadBack {

        /** At the written address. */
        record Same() implements ReadBack {}

        /** Nowhere: the device keeps no trace of it. */
        record Nowhere() implements ReadBack {}

        /** In another register, with its own rule. */
        record Elsewhere(Place place, ValueRule rule) implements ReadBack {}

        /** In a point of the model that the profile reads. */
        record OfPoint(String point) implements ReadBack {}
    }

    /** What the device does by itself when nobody renews a setpoint. */
    public sealed interface Reversion {

        /** It holds it for good. */
        record None() implements Reversion {}

        /**
         * A timer is written along.
         *
         * @param rule s = raw · multiplier / divisor
         */
        record Timer(Place place, ValueRule rule) implements Reversion {}

        /** It falls back when the heartbeat has stayed away for so long. */
        record Heartbeat(Duration after) implements Reversion {}
    }
}
