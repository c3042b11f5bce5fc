package io.tieline.modbus.unit;

import io.tieline.model.CommandResult;
import java.util.concurrent.CompletableFuture;

/** How a conversation that carries out a command ends. */
public final class Outcome {

    private Outcome() {}

    public static CompletableFuture<CommandResult> refused(String why) {
        return done(new CommandResult.Refused(why));
    }

    public static CompletableFuture<CommandResult> done(CommandResult result) {
        return CompletableFuture.completedFuture(result);
    }

    /** What the device's own state or limits forbid was not asked for, because they could not be read. */
    public static CompletableFuture<CommandResult> unread(Answer answer) {
        return refused("not sent, the device could not be read first: " + answer.why());
    }

    /** The end of a write that was not simply taken. */
    public static CompletableFuture<CommandResult> unwritten(Answer answer) {
        return answer instanceof Answer.Refused refusal
                ? refused("the device answered " + Refusal.text(refusal.code())
                        + ": check that it is in remote operation and the value within its limits")
                : done(new CommandResult.TimedOut("not known whether it was done: " + answer.why()));
    }
}
