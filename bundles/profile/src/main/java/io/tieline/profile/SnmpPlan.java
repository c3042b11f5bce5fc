package io.tieline.profile;

import io.tieline.model.Severity;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What is read from an SNMP agent.
 *
 * @param reads scalars and columns; where several fill one point, the first that the agent has wins. Alarms are among
 *     them: each is a flag point
 * @param totals points computed from others where the agent has no object for them
 * @param alarms what the flags {@code alarm.WORD} mean, by WORD
 * @param standing tables that list the alarms that stand
 * @param maxVariables the most variables one request may ask for; the protocol only guarantees 484-byte messages
 */
public record SnmpPlan(
        List<Read> reads,
        List<Total> totals,
        Map<String, AlarmMeaning> alarms,
        List<StandingTable> standing,
        int maxVariables)
        implements Plan {

    public SnmpPlan {
        reads = List.copyOf(reads);
        totals = List.copyOf(totals);
        alarms = Map.copyOf(alarms);
        standing = List.copyOf(standing);
    }

    @Override
    public Set<String> names() {
        return reads.stream().map(Read::point).collect(Collectors.toSet());
    }

    /**
     * A condition on another object of the device, checked when the device is identified: a table that holds
     * temperatures in the scale another column names, say.
     *
     * @param oid of the object: a scalar with its {@code .0}, or a column without the row's index
     * @param is what its number or text must be
     */
    public record When(String oid, Pattern is) {}

    /**
     * Another object that says how large a raw number is.
     *
     * @param oid a scalar with its {@code .0}, or for a column another column of the same table
     */
    public record Scaling(How how, String oid) {

        public enum How {
            /** Its value is a number of decimal digits. */
            DIGITS,
            /** The raw number is divided by it. */
            DIVISOR,
            /** SensorDataScale of RFC 3433: 9 is 1, 8 is milli, 10 is kilo. */
            PREFIX,
            /** A positive number multiplies, a negative one divides, 0 does neither. */
            FACTOR
        }
    }

    /**
     * How an agent writes a number whose type does not say it.
     *
     * @param suffix a text must end with it, blanks aside: the unit in {@code 23.5 C}; another one is a value that cannot
     *     be read, not a wrong number
     */
    public record Form(Encoding encoding, String suffix) {

        public static final Form PLAIN = new Form(Encoding.PLAIN, "");

        public enum Encoding {
            PLAIN,
            /** The lower 16 bits are a two's complement number. */
            I16,
            /** A signed number in an unsigned type. */
            I32,
            /** The four bytes of an IEEE 754 number, as a text or as an integer. */
            F32,
            /** BITS of RFC 2578: bit 0 is the highest of the first byte. */
            BITS,
            /** A duration in words: {@code 1 h 23 min}. */
            DURATION,
            /** How many rows a table of standing alarms has: 0 clears the flag, more is for the table to say. */
            STANDING
        }
    }

    /**
     * Where a value comes from, beside its object.
     *
     * @param scaling other objects that scale it
     * @param when conditions that all hold; empty: always
     */
    public record Context(List<Scaling> scaling, List<When> when, Form form) {

        public Context {
            scaling = List.copyOf(scaling);
            when = List.copyOf(when);
        }
    }

    /**
     * One object.
     *
     * @param oid dotted, with the instance ({@code .0})
     */
    public record Scalar(String point, String oid, Context context, ValueRule rule, Rate rate) implements Read {}

    /**
     * A column of a table; the rows are found when the device is identified.
     *
     * @param point name pattern: {@code outlet.{1}.power}, where {1} is the first number of the row's index behind the
     *     column's OID, {2} the second …; {row} the position of the row; {phase} {@code l1 l2 l3} by position, {phase1}
     *     by the first number of the index …, {line} and {line1} likewise {@code l12 l23 l31}
     * @param oid of the column, without the row's index
     * @param match only rows whose index matches this pattern of numbers and {@code *}: {@code 1.*}; empty: all
     * @param first the index number of the first phase, or, in a pattern without phases, of the first row
     */
    public record Column(String point, String oid, String match, int first, Context context, ValueRule rule, Rate rate)
            implements Read {}

    /** What scalars and columns have in common. */
    public sealed interface Read permits Scalar, Column {
        String point();

        String oid();

        Context context();

        ValueRule rule();

        Rate rate();
    }

    /**
     * A point computed from others of the same device.
     *
     * @param of the points; those the device does not have are left out
     */
    public record Total(String point, Operation operation, List<String> of) {

        public Total {
            of = List.copyOf(of);
        }
    }

    /** What a flag {@code alarm.WORD} means, in the words of the device. */
    public record AlarmMeaning(Severity severity, String code, String text) {}

    /**
     * A table whose rows hold the object identifiers of the alarms that stand.
     *
     * @param column of the identifiers
     * @param points identifier → flag point
     */
    public record StandingTable(String column, Map<String, String> points) {

        public StandingTable {
            points = Map.copyOf(points);
        }
    }

    /** How a total is made. */
    public enum Operation {
        SUM,
        MAX,
        MEAN
    }

    /**
     * How a command is written.
     *
     * @param oid dotted; {n} stands for the number in the command's name
     * @param rule read direction: argument = raw · multiplier / divisor + offset, or through its states
     * @param objects argument → object identifier, where the agent wants one instead of a number
     * @param targets argument → the object that does it, where each has its own; {@code targetValue} is written to it
     * @param targetValue for instance the delay, 0 for at once
     * @param lock an advisory lock (RFC 2579 TestAndIncr) that must be written along with the value read from it; empty:
     *     none
     * @param readBack the point that must show the argument afterwards, with {n}; empty: the written object itself
     * @param verify false: the agent's word that it has set the object is all there is
     */
    public record Write(
            String oid,
            ValueRule rule,
            Map<Integer, String> objects,
            Map<Integer, String> targets,
            int targetValue,
            String lock,
            String readBack,
            boolean verify)
            implements CommandRule {

        public Write {
            objects = Map.copyOf(objects);
            targets = Map.copyOf(targets);
        }
    }
}
