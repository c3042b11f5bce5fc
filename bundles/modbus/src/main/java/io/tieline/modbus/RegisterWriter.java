package io.tieline.modbus;

import io.tieline.model.Command;
import io.tieline.model.CommandResult;
import io.tieline.profile.ModbusPlan;
import io.tieline.profile.ModbusPlan.Space;
import java.util.concurrent.CompletableFuture;

/** Writes a command's argument into the register or coil a profile names, and reads it back. */
final class RegisterWriter implements Writer {

    private final ModbusPlan.Write rule;

    RegisterWriter(ModbusPlan.Write rule) {
        this.rule = rule;
    }

    @Override
    public CompletableFuture<CommandResult> write(RemoteUnit unit, Command command) {
        if (!command.reversion().isZero()) {
            return refused(
                    "the profile names no reversion timer: without one the device would hold the last setpoint for"
                            + " good when the gateway dies");
        }
        short[] words;
        try {
            words = words(command.argument());
        } catch (ArithmeticException e) {
            return refused(command.name() + ": " + e.getMessage());
        }
        return unit.write(function(words.length), rule.place().address(), words).thenCompose(answer -> {
            if (answer instanceof Answer.Refused refusal) {
                return refused("the device answered " + Refusal.text(refusal.code()));
            }
            if (answer instanceof Answer.Failed failed) {
                return done(new CommandResult.TimedOut(failed.fault().text()));
            }
            return !(rule.readBack() instanceof ModbusPlan.ReadBack.Nowhere)
                    ? verify(unit, words)
                    : done(new CommandResult.Confirmed(command.argument()));
        });
    }

    private short[] words(double argument) {
        double raw = rule.rule().raw(argument);
        if (Double.isNaN(raw)) {
            throw new ArithmeticException("the profile has no number for " + argument);
        }
        if (rule.place().space() == Space.COIL) {
            return new short[] {(short) (raw == 0 ? 0 : 1)};
        }
        long bits = Registers.bitsOf(rule.place().encoding(), raw);
        return Registers.words(
                bits, rule.place().encoding().registers(), rule.place().order());
    }

    private Function function(int registers) {
        if (rule.place().space() == Space.COIL) {
            return Function.WRITE_COIL;
        }
        return registers == 1 ? Function.WRITE_REGISTER : Function.WRITE_REGISTERS;
    }

    private CompletableFuture<CommandResult> verify(RemoteUnit unit, short[] written) {
        return unit.read(Function.reading(rule.place().space()), rule.place().address(), written.length)
                .thenApply(answer -> judge(answer, written));
    }

    private CommandResult judge(Answer answer, short[] written) {
        if (answer instanceof Answer.Words words) {
            double wanted = value(written);
            double held = value(words.words());
            return wanted == held
                    ? new CommandResult.Confirmed(held)
                    : new CommandResult.Refused(
                            "the device took the write but holds " + held + " instead of " + wanted);
        }
        if (answer instanceof Answer.Octets octets) {
            int held = octets.bytes()[0] & 1;
            return held == written[0]
                    ? new CommandResult.Confirmed(held)
                    : new CommandResult.Refused("the device took the write but the coil is " + held);
        }
        return new CommandResult.TimedOut("written, but the read-back failed: " + answer);
    }

    private double value(short[] words) {
        Frame frame = new Answer.Words(0, words).frame();
        long bits = Registers.bits(frame, 0, words.length, rule.place().order());
        double raw = Registers.number(rule.place().encoding(), bits);
        if (!rule.rule().states().isEmpty()) {
            return rule.rule().states().getOrDefault((long) raw, -1);
        }
        return raw * rule.rule().multiplier() / rule.rule().divisor()
                + rule.rule().offset();
    }

    private static CompletableFuture<CommandResult> refused(String why) {
        return done(new CommandResult.Refused(why));
    }

    private static CompletableFuture<CommandResult> done(CommandResult result) {
        return CompletableFuture.completedFuture(result);
    }
}
