package io.tieline.modbus.sunspec;

import io.tieline.modbus.framing.Function;
import io.tieline.modbus.register.Registers;
import io.tieline.modbus.unit.Answer;
import io.tieline.modbus.unit.Outcome;
import io.tieline.modbus.unit.RemoteUnit;
import io.tieline.modbus.unit.Writer;
import io.tieline.model.Command;
import io.tieline.model.CommandResult;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * {@code pcs.power.set} through SunSpec model 704: the setpoint, what the device shall do when it hears nothing more (0 W),
 * and after how long, all in one write; then what the device made of it is read back.
 *
 * @param model address of the ID register of model 704
 * @param guard what else stands against a setpoint
 */
record PowerSetpoint(int model, SetpointGuard guard) implements Writer {

    // Offsets from the ID register; facts of the SunSpec model definition 704 (Apache-2.0).
    private static final int ENABLE = 22;
    private static final int MODE = 23;
    private static final int WATTS = 24;
    private static final int REVERT_WATTS = 26;
    private static final int REVERT_ENABLE = 30;
    private static final int REVERT_SECONDS = 31;
    private static final int WRITTEN = REVERT_SECONDS + 2 - ENABLE;
    private static final int SCALE = 55;

    private static final int ENABLED = 1;
    private static final int MODE_WATTS = 1;
    private static final long ABSENT_32 = 0xFFFF_FFFFL;

    @Override
    public CompletableFuture<CommandResult> write(RemoteUnit unit, Command command) {
        return guard.objection(unit, command.argument())
                .thenCompose(objection -> objection.map(Outcome::refused).orElseGet(() -> set(unit, command)));
    }

    private CompletableFuture<CommandResult> set(RemoteUnit unit, Command command) {
        return unit.read(Function.READ_HOLDING_REGISTERS, model, SCALE + 1).thenCompose(answer -> {
            if (answer instanceof Answer.Words before) {
                return objection(before, command).map(Outcome::refused).orElseGet(() -> send(unit, command, before));
            }
            return Outcome.unread(answer);
        });
    }

    private Optional<String> objection(Answer.Words before, Command command) {
        if (before.at(model) != 704) {
            return Optional.of("model 704 is no longer where it was: the device must be identified again");
        }
        int exponent = scale(before);
        if (!Registers.isScale(exponent) || before.at(model + ENABLE) == 0xFFFF) {
            return Optional.of("the device does not implement a power setpoint in W (704.WSet)");
        }
        if (!command.reversion().isZero() && before.u32(model + REVERT_SECONDS) == ABSENT_32) {
            return Optional.of(
                    "the device has no reversion timer (704.WSetRvrtTms): it would hold the setpoint for good when"
                            + " the gateway dies");
        }
        double raw = raw(command.argument(), exponent);
        return raw > Integer.MIN_VALUE && raw <= Integer.MAX_VALUE
                ? Optional.empty()
                : Optional.of(command.argument() + " W does not fit into 704.WSet");
    }

    private CompletableFuture<CommandResult> send(RemoteUnit unit, Command command, Answer.Words before) {
        short[] words = new short[WRITTEN];
        // What lies between and is not meant (the setpoint in percent) is written back as it was.
        for (int i = 0; i < WRITTEN; i++) {
            words[i] = (short) before.at(model + ENABLE + i);
        }
        words[0] = ENABLED;
        words[MODE - ENABLE] = MODE_WATTS;
        put(words, WATTS, (int) raw(command.argument(), scale(before)));
        put(words, REVERT_WATTS, 0);
        words[REVERT_ENABLE - ENABLE] = ENABLED;
        put(words, REVERT_SECONDS, (int) Math.max(0, (command.reversion().toMillis() + 999) / 1000));
        return unit.write(Function.WRITE_REGISTERS, model + ENABLE, words).thenCompose(answer -> {
            if (!(answer instanceof Answer.Words)) {
                return Outcome.unwritten(answer);
            }
            return unit.read(Function.READ_HOLDING_REGISTERS, model + ENABLE, SCALE + 1 - ENABLE)
                    .thenApply(after -> judge(command, words, after));
        });
    }

    private CommandResult judge(Command command, short[] written, Answer answer) {
        if (!(answer instanceof Answer.Words after)) {
            return new CommandResult.TimedOut("written, but the read-back failed: " + answer.why());
        }
        if (after.at(model + ENABLE) != ENABLED) {
            return new CommandResult.Refused(
                    "the device took the write but keeps the setpoint disabled (704.WSetEna): check"
                            + " that it is in remote operation");
        }
        int exponent = scale(after);
        double resolution = Registers.isScale(exponent) ? Registers.scaled(1, exponent) : Double.NaN;
        double held =
                Registers.isScale(exponent) ? Registers.scaled((int) after.u32(model + WATTS), exponent) : Double.NaN;
        long seconds = after.u32(model + REVERT_SECONDS);
        long wanted = new Answer.Words(0, written).u32(REVERT_SECONDS - ENABLE);
        if (!(Math.abs(held - command.argument()) <= resolution)) {
            return new CommandResult.Refused(
                    "the device holds " + held + " W instead of " + command.argument() + " W: check its limits");
        }
        if (seconds != wanted) {
            return new CommandResult.Refused("the device holds a reversion time of " + seconds + " s instead of "
                    + wanted + " s (704.WSetRvrtTms)");
        }
        return new CommandResult.Confirmed(held);
    }

    private int scale(Answer.Words words) {
        return (short) words.at(model + SCALE);
    }

    private static double raw(double watts, int exponent) {
        return Math.rint(Registers.scaled(watts, -exponent));
    }

    private static void put(short[] words, int offset, int value) {
        words[offset - ENABLE] = (short) (value >> 16);
        words[offset - ENABLE + 1] = (short) value;
    }
}
