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
 * {@code pcs.power.limit}: the most power a device may put out, as a percentage of its maximum; through SunSpec model 704 or
 * 123.
 *
 * @param form how the model holds it
 * @param model address of its ID register
 * @param most where 100 % stand
 */
record PowerLimit(Form form, int model, Most most) implements Writer {

    /**
     * Offsets from the ID register; facts of the SunSpec model definitions (Apache-2.0).
     *
     * @param first of the registers that are written together
     * @param seconds of the reversion time, so many registers long
     * @param revertEnable whether the limit shall count after that time; -1: the model has no such thing
     */
    enum Form {
        MODEL_123(123, 5, 5, 5, 9, 7, 1, -1, 23),
        MODEL_704(704, 14, 6, 15, 14, 18, 2, 17, 54);

        private final int id;
        private final int first;
        private final int count;
        private final int percent;
        private final int enable;
        private final int seconds;
        private final int secondsSize;
        private final int revertEnable;
        private final int scale;

        Form(
                int id,
                int first,
                int count,
                int percent,
                int enable,
                int seconds,
                int secondsSize,
                int revertEnable,
                int scale) {
            this.id = id;
            this.first = first;
            this.count = count;
            this.percent = percent;
            this.enable = enable;
            this.seconds = seconds;
            this.secondsSize = secondsSize;
            this.revertEnable = revertEnable;
            this.scale = scale;
        }

        long absentSeconds() {
            return secondsSize == 2 ? 0xFFFF_FFFFL : ABSENT;
        }

        long seconds(Answer.Words words, int model) {
            return secondsSize == 2 ? words.u32(model + seconds) : words.at(model + seconds);
        }
    }

    /** A power in W: value and scale factor, addresses. */
    record Most(int value, int scale) {

        CompletableFuture<Optional<Double>> read(RemoteUnit unit) {
            return unit.read(Function.READ_HOLDING_REGISTERS, value, scale + 1 - value)
                    .thenApply(answer -> {
                        if (!(answer instanceof Answer.Words words) || words.at(value) == ABSENT) {
                            return Optional.empty();
                        }
                        short exponent = (short) words.at(scale);
                        return Registers.isScale(exponent)
                                ? Optional.of(Registers.scaled(words.at(value), exponent))
                                : Optional.empty();
                    });
        }
    }

    private static final int ABSENT = 0xFFFF;
    private static final int ENABLED = 1;
    private static final int DISABLED = 0;

    @Override
    public CompletableFuture<CommandResult> write(RemoteUnit unit, Command command) {
        return most.read(unit).thenCompose(whole -> {
            if (whole.isEmpty() || !(whole.get() > 0)) {
                return Outcome.refused("the device does not say what 100 % of its power are");
            }
            if (!(command.argument() >= 0 && command.argument() <= whole.get())) {
                return Outcome.refused("a power limit must lie between 0 and " + whole.get() + " W");
            }
            return read(unit)
                    .thenCompose(answer -> answer instanceof Answer.Words before
                            ? objection(before, command, whole.get())
                                    .map(Outcome::refused)
                                    .orElseGet(() -> send(unit, command, whole.get(), before))
                            : Outcome.unread(answer));
        });
    }

    private CompletableFuture<Answer> read(RemoteUnit unit) {
        return unit.read(Function.READ_HOLDING_REGISTERS, model, form.scale + 1);
    }

    private Optional<String> objection(Answer.Words before, Command command, double whole) {
        if (before.at(model) != form.id) {
            return Optional.of("model " + form.id + " is no longer where it was: the device must be identified again");
        }
        if (before.at(model + form.percent) == ABSENT || !Registers.isScale((short) before.at(model + form.scale))) {
            return Optional.of("the device does not implement " + form.id + ".WMaxLimPct");
        }
        if (!command.reversion().isZero() && form.seconds(before, model) == form.absentSeconds()) {
            return Optional.of("the device has no reversion timer (" + form.id
                    + ".WMaxLimPct RvrtTms): it would hold the limit for good when the gateway dies");
        }
        if (percent(before, command, whole) >= ABSENT || seconds(command) >= form.absentSeconds()) {
            return Optional.of("the limit or its time does not fit into " + form.id + ".WMaxLimPct");
        }
        return Optional.empty();
    }

    private double percent(Answer.Words before, Command command, double whole) {
        int exponent = (short) before.at(model + form.scale);
        return Math.rint(Registers.scaled(100 * command.argument() / whole, -exponent));
    }

    private static long seconds(Command command) {
        return Math.max(0, (command.reversion().toMillis() + 999) / 1000);
    }

    private CompletableFuture<CommandResult> send(RemoteUnit unit, Command command, double whole, Answer.Words before) {
        short[] words = new short[form.count];
        for (int i = 0; i < words.length; i++) {
            words[i] = (short) before.at(model + form.first + i);
        }
        short percent = (short) (int) percent(before, command, whole);
        long seconds = seconds(command);
        words[form.percent - form.first] = percent;
        words[form.enable - form.first] = ENABLED;
        if (form.revertEnable >= 0) {
            words[form.revertEnable - form.first] = DISABLED;
        }
        if (form.seconds(before, model) != form.absentSeconds()) {
            for (int i = 0; i < form.secondsSize; i++) {
                words[form.seconds - form.first + i] = (short) (seconds >>> 16 * (form.secondsSize - 1 - i));
            }
        }
        return unit.write(Function.WRITE_REGISTERS, model + form.first, words)
                .thenCompose(answer -> answer instanceof Answer.Words
                        ? read(unit).thenApply(after -> judge(percent, seconds, whole, after))
                        : Outcome.unwritten(answer));
    }

    private CommandResult judge(short percent, long seconds, double whole, Answer answer) {
        if (!(answer instanceof Answer.Words after)) {
            return new CommandResult.TimedOut("written, but the read-back failed: " + answer.why());
        }
        long held = form.seconds(after, model);
        if (after.at(model + form.enable) != ENABLED || (short) after.at(model + form.percent) != percent) {
            return new CommandResult.Refused("the device took the write but holds " + after.at(model + form.percent)
                    + " instead of " + (percent & 0xFFFF) + " (" + form.id + ".WMaxLimPct), or keeps it switched off");
        }
        if (held != seconds && held != form.absentSeconds()) {
            return new CommandResult.Refused(
                    "the device holds a reversion time of " + held + " s instead of " + seconds + " s");
        }
        double share = Registers.scaled(percent & 0xFFFF, (short) after.at(model + form.scale)) / 100;
        return new CommandResult.Confirmed(share * whole);
    }
}
