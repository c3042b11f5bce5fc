package io.tieline.modbus.sunspec;

import io.tieline.modbus.framing.Function;
import io.tieline.modbus.unit.Answer;
import io.tieline.modbus.unit.Outcome;
import io.tieline.modbus.unit.RemoteUnit;
import io.tieline.modbus.unit.Writer;
import io.tieline.model.Command;
import io.tieline.model.CommandResult;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * One number in one register that makes a SunSpec device do something: start, connect, reset its alarms. Done when the
 * register that shows the effect says so; the device is asked again until then.
 *
 * @param name of the register, for people: {@code 802.SetOp}
 * @param model where the register stands
 * @param offset from the model's ID register
 * @param value to be written
 * @param shown address of the register that shows the effect
 * @param reached what stands there then
 * @param local offset of the register that says whether the device is in local operation, -1 for none
 */
record SunSpecOperation(
        String name, SunSpecModel model, int offset, int value, int shown, Set<Integer> reached, int local)
        implements Writer {

    private static final int LOCAL = 1;
    private static final int ABSENT = 0xFFFF;
    private static final long ASK_AGAIN_MILLIS = 200;

    SunSpecOperation {
        reached = Set.copyOf(reached);
    }

    @Override
    public CompletableFuture<CommandResult> write(RemoteUnit unit, Command command) {
        int registers = Math.max(offset, local) + 1;
        return unit.read(Function.READ_HOLDING_REGISTERS, model.address(), registers)
                .thenCompose(answer ->
                        answer instanceof Answer.Words before ? send(unit, command, before) : Outcome.unread(answer));
    }

    private CompletableFuture<CommandResult> send(RemoteUnit unit, Command command, Answer.Words before) {
        if (before.at(model.address()) != model.id()) {
            return Outcome.refused(
                    "model " + model.id() + " is no longer where it was: the device must be identified again");
        }
        if (before.at(model.address() + offset) == ABSENT) {
            return Outcome.refused("the device does not implement " + name);
        }
        if (local >= 0 && before.at(model.address() + local) == LOCAL) {
            return Outcome.refused(
                    "the device is in local operation (" + model.id() + ".LocRemCtl): set it to remote first");
        }
        long questions = command.timeout().toMillis() / ASK_AGAIN_MILLIS;
        return unit.write(Function.WRITE_REGISTER, model.address() + offset, (short) value)
                .thenCompose(
                        answer -> answer instanceof Answer.Words ? await(unit, questions) : Outcome.unwritten(answer));
    }

    private CompletableFuture<CommandResult> await(RemoteUnit unit, long questions) {
        return unit.read(Function.READ_HOLDING_REGISTERS, shown, 1).thenCompose(answer -> {
            if (answer instanceof Answer.Words words && reached.contains(words.at(shown))) {
                return Outcome.done(new CommandResult.Confirmed(words.at(shown)));
            }
            if (questions <= 0) {
                return Outcome.done(new CommandResult.TimedOut("the device took " + name
                        + ", but its state does not show it: "
                        + (answer instanceof Answer.Words words ? words.at(shown) : answer.why())));
            }
            CompletableFuture<CommandResult> later = new CompletableFuture<>();
            unit.link()
                    .loop()
                    .schedule(
                            () -> await(unit, questions - 1).thenAccept(later::complete),
                            ASK_AGAIN_MILLIS,
                            TimeUnit.MILLISECONDS);
            return later;
        });
    }
}
