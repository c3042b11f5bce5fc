package io.tieline.modbus.profile;

import io.tieline.modbus.unit.Answer;
import io.tieline.modbus.unit.Registered;
import io.tieline.modbus.unit.RemoteUnit;
import io.tieline.modbus.unit.Writer;
import io.tieline.model.Command;
import io.tieline.model.CommandResult;
import io.tieline.profile.Encoding;
import io.tieline.profile.ModbusPlan.Gate;
import io.tieline.profile.ModbusPlan.Place;
import io.tieline.profile.ModbusPlan.Reversion;
import io.tieline.profile.ModbusPlan.Write;
import io.tieline.profile.ValueRule;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Carries out a command as a profile says: opens the gates, starts the device's own reversion timer, writes the argument
 * and looks what the device made of it. What does not hold what was written ends the command before the argument is sent.
 */
final class RegisterWriter implements Writer {

    /** How long a device gets before its read-back is looked at once more. */
    private static final long AGAIN_MILLIS = 200;

    /**
     * Where the effect of a command shows.
     *
     * @param atOnce whether the device must show it in the first read after the write
     */
    record Shown(Place place, ValueRule rule, boolean atOnce) {}

    private final Write rule;
    private final Optional<Shown> shown;

    RegisterWriter(Write rule, Optional<Shown> shown) {
        this.rule = rule;
        this.shown = shown;
    }

    /** Ends a command; empty: it goes on. */
    private static Optional<CommandResult> refusal(String why) {
        return Optional.of(new CommandResult.Refused(why));
    }

    @Override
    public CompletableFuture<CommandResult> write(RemoteUnit unit, Command given) {
        Command command = complete(given);
        long started = System.nanoTime();
        short[] words;
        try {
            Optional<CommandResult> objection = objection(command);
            if (objection.isPresent()) {
                return CompletableFuture.completedFuture(objection.get());
            }
            words = Registered.words(rule.place(), raw(command.argument()));
        } catch (ArithmeticException e) {
            return CompletableFuture.completedFuture(new CommandResult.Refused(command.name() + ": " + e.getMessage()));
        }
        return gates(unit, rule.gates())
                .thenCompose(ended -> ended.isPresent() ? done(ended) : timer(unit, command))
                .thenCompose(ended -> ended.isPresent() ? done(ended) : send(unit, words))
                .thenCompose(ended ->
                        ended.map(CompletableFuture::completedFuture).orElseGet(() -> verify(unit, command, started)));
    }

    /** A command without an argument means the only choice there is: a start, a test. */
    private Command complete(Command command) {
        Collection<Integer> choices = rule.rule().states().values();
        return Double.isNaN(command.argument()) && choices.size() == 1
                ? new Command(
                        command.name(),
                        choices.iterator().next(),
                        command.reversion(),
                        command.timeout(),
                        command.origin())
                : command;
    }

    private Optional<CommandResult> objection(Command command) {
        Duration wanted = command.reversion();
        double argument = command.argument();
        if (argument < rule.rule().least() || argument > rule.rule().most()) {
            return refusal(argument + " is outside what the profile allows, "
                    + rule.rule().least() + " to " + rule.rule().most());
        }
        if (!wanted.isZero() && rule.reversion() instanceof Reversion.None) {
            return refusal("the profile names no reversion timer: without one the device would hold the last setpoint"
                    + " for good when the gateway dies");
        }
        if (!wanted.isZero()
                && rule.reversion() instanceof Reversion.Heartbeat beat
                && beat.after().compareTo(wanted) > 0) {
            return refusal("the device holds a setpoint for " + beat.after().toSeconds()
                    + " s without a heartbeat, longer than the " + wanted.toSeconds() + " s allowed");
        }
        return Optional.empty();
    }

    private double raw(double argument) {
        double raw = rule.rule().raw(argument);
        if (Double.isNaN(raw)) {
            throw new ArithmeticException("the profile has no number for " + argument);
        }
        return raw;
    }

    private static CompletableFuture<Optional<CommandResult>> done(Optional<CommandResult> ended) {
        return CompletableFuture.completedFuture(ended);
    }

    private static CompletableFuture<Optional<CommandResult>> gates(RemoteUnit unit, List<Gate> gates) {
        if (gates.isEmpty()) {
            return done(Optional.empty());
        }
        Gate gate = gates.get(0);
        return set(unit, gate.place(), gate.value(), "the gate")
                .thenCompose(ended -> ended.isPresent() ? done(ended) : gates(unit, gates.subList(1, gates.size())));
    }

    /** The device counts from now on, so that even a gateway that dies before the next step leaves no setpoint behind. */
    private CompletableFuture<Optional<CommandResult>> timer(RemoteUnit unit, Command command) {
        if (command.reversion().isZero() || !(rule.reversion() instanceof Reversion.Timer timer)) {
            return done(Optional.empty());
        }
        double seconds = command.reversion().toMillis() / 1000.0;
        // A whole step less rather than more: the device must not hold it longer than is wanted.
        double raw = Math.floor(timer.rule().raw(seconds));
        return raw < 1
                ? done(refusal("the device's reversion timer cannot count " + seconds + " s"))
                : set(unit, timer.place(), raw, "the reversion timer");
    }

    /** Writes a number that must stand before the argument is sent, and reads it back. */
    private static CompletableFuture<Optional<CommandResult>> set(
            RemoteUnit unit, Place place, double raw, String what) {
        short[] words;
        try {
            words = Registered.words(place, raw);
        } catch (ArithmeticException e) {
            return done(refusal("not sent: " + what + " at " + place.address() + ": " + e.getMessage()));
        }
        String not = "not sent, " + what + " at " + place.address() + " could not be set: ";
        double wanted = Registered.raw(place, echo(place, words));
        return Registered.write(unit, place, words).thenCompose(answer -> {
            if (answer instanceof Answer.Refused || answer instanceof Answer.Failed) {
                return done(refusal(not + answer.why()));
            }
            return Registered.read(unit, place).thenApply(back -> {
                double held = Registered.raw(place, back);
                if (held == wanted) {
                    return Optional.empty();
                }
                return refusal(not + (Double.isNaN(held) ? back.why() : "it holds " + held + " instead of " + wanted));
            });
        });
    }

    /** The answer of a device that holds just these words. */
    private static Answer echo(Place place, short... words) {
        return place.space().isBits()
                ? new Answer.Octets(new byte[] {(byte) words[0]})
                : new Answer.Words(place.address(), words);
    }

    private CompletableFuture<Optional<CommandResult>> send(RemoteUnit unit, short... words) {
        Place place = rule.place();
        if (rule.complement() < 0) {
            return Registered.write(unit, place, words).thenApply(RegisterWriter::sent);
        }
        short[] inverse = new short[words.length];
        for (int i = 0; i < words.length; i++) {
            inverse[i] = (short) ~words[i];
        }
        if (rule.complement() == place.last() + 1) {
            // Some devices only take the two in one request.
            short[] both = Arrays.copyOf(words, 2 * words.length);
            System.arraycopy(inverse, 0, both, words.length, words.length);
            return Registered.write(unit, place, both).thenApply(RegisterWriter::sent);
        }
        Place other = place.moved(rule.complement() - place.address(), place.unit());
        return Registered.write(unit, place, words)
                .thenApply(RegisterWriter::sent)
                .thenCompose(ended -> ended.isPresent()
                        ? done(ended)
                        : Registered.write(unit, other, inverse).thenApply(RegisterWriter::sent));
    }

    private static Optional<CommandResult> sent(Answer answer) {
        if (answer instanceof Answer.Refused) {
            return refusal(answer.why());
        }
        return answer instanceof Answer.Failed
                ? Optional.of(new CommandResult.TimedOut("not known whether it was done: " + answer.why()))
                : Optional.empty();
    }

    private CompletableFuture<CommandResult> verify(RemoteUnit unit, Command command, long started) {
        if (shown.isEmpty()) {
            return CompletableFuture.completedFuture(new CommandResult.Confirmed(command.argument()));
        }
        Shown where = shown.get();
        return Registered.read(unit, where.place()).thenCompose(answer -> {
            double raw = Registered.raw(where.place(), answer);
            if (Double.isNaN(raw)) {
                return CompletableFuture.completedFuture(
                        new CommandResult.TimedOut("written, but the read-back failed: " + answer.why()));
            }
            double held = where.rule().number(raw);
            if (Math.abs(held - command.argument()) <= resolution(where, command.argument())) {
                return CompletableFuture.completedFuture(new CommandResult.Confirmed(held));
            }
            if (where.atOnce() || isLate(command, started)) {
                return CompletableFuture.completedFuture(new CommandResult.Refused(
                        "the device took the write but holds " + held + " instead of " + command.argument()));
            }
            return later(unit, command, started);
        });
    }

    private CompletableFuture<CommandResult> later(RemoteUnit unit, Command command, long started) {
        CompletableFuture<CommandResult> result = new CompletableFuture<>();
        unit.link()
                .loop()
                .schedule(
                        () -> verify(unit, command, started).thenAccept(result::complete),
                        AGAIN_MILLIS,
                        TimeUnit.MILLISECONDS);
        return result;
    }

    private static boolean isLate(Command command, long started) {
        long left = command.timeout().toMillis() - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started);
        return left < 2 * AGAIN_MILLIS;
    }

    /** Half a step of what is written, or of what is read back, is no difference; a switch has no steps. */
    private double resolution(Shown where, double argument) {
        return rule.rule().states().isEmpty()
                ? Math.max(step(rule.place(), rule.rule(), argument), step(where.place(), where.rule(), argument))
                        / 2
                        * (1 + 1e-9)
                : 0;
    }

    private static double step(Place place, ValueRule of, double argument) {
        if (!of.states().isEmpty()) {
            return 0;
        }
        double count = Math.abs(of.multiplier() / of.divisor());
        // Scaling there and back costs a bit or two of the 24 a float has.
        return place.encoding().kind() == Encoding.Kind.FLOAT ? 4 * Math.ulp((float) of.raw(argument)) * count : count;
    }
}
