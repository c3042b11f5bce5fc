package io.tieline.profile;

import io.tieline.model.DeviceAlarm;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What is read from an OPC UA server: by browse path, since node ids may change at every start of the server.
 *
 * @param values the alarms' flags included
 * @param alarms what the flags {@code alarm.WORD} among the values mean
 */
public record OpcUaPlan(List<Value> values, List<DeviceAlarm> alarms) implements Plan {

    public OpcUaPlan {
        values = List.copyOf(values);
        alarms = List.copyOf(alarms);
    }

    @Override
    public Set<String> names() {
        return values.stream().map(Value::point).collect(Collectors.toSet());
    }

    /** Who says what one raw count is worth. */
    public enum UnitSource {
        /** The profile. */
        PROFILE,
        /** The server's EngineeringUnits where it has them, else it is taken for the point's unit. */
        SERVER_IF_KNOWN,
        /** The server's EngineeringUnits; without them the value is not used. */
        SERVER
    }

    /**
     * One variable.
     *
     * @param rule of the raw number; without the unit where the server says it
     */
    public record Value(String point, OpcUaPath path, ValueRule rule, Rate rate, UnitSource unit, Sampling sampling) {

        /** A variable without any specialities. */
        public static Value of(String point, OpcUaPath path, ValueRule rule, Rate rate) {
            return new Value(point, path, rule, rate, UnitSource.PROFILE, Sampling.DEFAULT);
        }
    }

    /**
     * How a server watches a variable it is subscribed to.
     *
     * @param interval how often it looks; zero: as often as the device is polled
     * @param deadband what a value must change by to be notified; 0: by anything
     * @param percent the dead band is in % of the variable's EURange (OPC 10000-8, 6.2), else in raw counts
     */
    public record Sampling(Duration interval, double deadband, boolean percent) {
        public static final Sampling DEFAULT = new Sampling(Duration.ZERO, 0, false);
    }

    /** How a command is written. */
    public sealed interface Write extends CommandRule permits Setting, Call {

        /** Argument of the command ↔ raw number. */
        ValueRule rule();

        /** The variable that says whether it worked. */
        Optional<OpcUaPath> readBack();

        /** What must be locked meanwhile. */
        Optional<Lock> lock();
    }

    /**
     * A command that sets a variable.
     *
     * @param readBack empty: the variable itself
     * @param reversion set before it: after how long without us the device falls back
     */
    public record Setting(
            OpcUaPath path,
            ValueRule rule,
            Optional<OpcUaPath> readBack,
            Optional<Lock> lock,
            Optional<Reversion> reversion)
            implements Write {

        /** Sets a variable and reads it back. */
        public static Setting of(OpcUaPath path, ValueRule rule) {
            return new Setting(path, rule, Optional.empty(), Optional.empty(), Optional.empty());
        }
    }

    /**
     * A command that calls a method.
     *
     * @param arguments as the profile writes them, {@link #ARGUMENT} for the command's own; converted to the types the
     *     method declares
     * @param readBack empty: the method's status is believed
     */
    public record Call(
            OpcUaPath method, List<String> arguments, ValueRule rule, Optional<OpcUaPath> readBack, Optional<Lock> lock)
            implements Write {

        /** Stands for the argument of the command. */
        public static final String ARGUMENT = "{argument}";

        public Call {
            arguments = List.copyOf(arguments);
        }
    }

    /**
     * Methods that take and give back the right to write (OPC 10000-100, 7).
     *
     * @param arguments of the first; a first output other than 0 means that somebody else has the lock
     * @param unlock empty: the device takes the lock back by itself
     */
    public record Lock(OpcUaPath method, List<String> arguments, Optional<OpcUaPath> unlock) {
        public Lock {
            arguments = List.copyOf(arguments);
        }
    }

    /** The variable that holds the reversion time; the rule's unit is seconds. */
    public record Reversion(OpcUaPath path, ValueRule rule) {}
}
