package io.tieline.profile;

import java.util.List;

/**
 * What is read from an SNMP agent.
 *
 * @param maxVariables the most variables one request may ask for; the protocol only guarantees 484-byte messages
 */
public record SnmpPlan(List<Scalar> scalars, List<Column> columns, int maxVariables) implements Plan {

    public SnmpPlan {
        scalars = List.copyOf(scalars);
        columns = List.copyOf(columns);
    }

    /**
     * One object. Several may fill one point: the first that the agent has wins (private MIB before RFC 1628).
     *
     * @param oid dotted, with the instance ({@code .0})
     */
    public record Scalar(String point, String oid, ValueRule rule, Rate rate) implements Read {}

    /**
     * A column of a table; the rows are found when the device is identified.
     *
     * @param point name pattern: {@code outlet.{1}.power}, where {1} is the first number of the row's index behind the
     *     column's OID, {2} the second …; {row} the position of the row, {phase} {@code l1 l2 l3} by position
     * @param oid of the column, without the row's index
     * @param match only rows whose index matches this pattern of numbers and {@code *}: {@code 1.1.*}; empty: all
     */
    public record Column(String point, String oid, String match, ValueRule rule, Rate rate) implements Read {}

    /** What scalars and columns have in common. */
    public sealed interface Read permits Scalar, Column {
        String point();

        String oid();

        ValueRule rule();

        Rate rate();
    }

    /**
     * How a command is written.
     *
     * @param oid dotted; {n} stands for the number in the command's name
     * @param rule read direction: argument = raw · multiplier / divisor + offset, or through its states
     * @param readBack the point that must show the argument afterwards, with {n}; empty: the written object itself
     */
    public record Write(String oid, ValueRule rule, String readBack) implements CommandRule {}
}
