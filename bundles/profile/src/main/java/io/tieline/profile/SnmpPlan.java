package io.tieline.profile;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is read from an SNMP agent.
 *
 * @param reads scalars and columns; where several fill one point, the first that the agent has wins
 * @param totals points computed from others where the agent has no object for them
 * @param maxVariables the most variables one request may ask for; the protocol only guarantees 484-byte messages
 */
public record SnmpPlan(List<Read> reads, List<Total> totals, int maxVariables) implements Plan {

    public SnmpPlan {
        reads = List.copyOf(reads);
        totals = List.copyOf(totals);
    }

    /**
     * A condition on another object of the device, checked when the device is identified: a table that holds
     * temperatures in the scale another column names, say.
     *
     * @param oid of the object: a scalar with its {@code .0}, or a column without the row's index
     * @param raw what it must be
     */
    public record When(String oid, long raw) {}

    /**
     * One object.
     *
     * @param oid dotted, with the instance ({@code .0})
     * @param digits OID of the object that says how many decimal digits the raw number has; empty: none
     * @param when empty: always
     */
    public record Scalar(String point, String oid, String digits, Optional<When> when, ValueRule rule, Rate rate)
            implements Read {}

    /**
     * A column of a table; the rows are found when the device is identified.
     *
     * @param point name pattern: {@code outlet.{1}.power}, where {1} is the first number of the row's index behind the
     *     column's OID, {2} the second …; {row} the position of the row; {phase} {@code l1 l2 l3} by position, {phase1}
     *     by the first number of the index …, {line} and {line1} likewise {@code l12 l23 l31}
     * @param oid of the column, without the row's index
     * @param match only rows whose index matches this pattern of numbers and {@code *}: {@code 1.*}; empty: all
     * @param digits OID of the column that says, in the same row, how many decimal digits the raw number has; empty:
     *     none
     * @param when on a scalar or on another column in the same row; empty: always
     */
    public record Column(
            String point, String oid, String match, String digits, Optional<When> when, ValueRule rule, Rate rate)
            implements Read {}

    /** What scalars and columns have in common. */
    public sealed interface Read permits Scalar, Column {
        String point();

        String oid();

        String digits();

        Optional<When> when();

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
