package io.tieline.modbus.unit;

import io.tieline.model.Command;
import io.tieline.model.CommandResult;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/**
 * Carries out the commands of one device one after the other: two that write the same registers must not mix. Each ends
 * within its timeout, whatever the device does.
 */
final class CommandQueue {

    private record Pending(Command command, CompletableFuture<CommandResult> result) {}

    private final RemoteUnit unit;
    private final Map<String, Writer> writers;
    private final ArrayDeque<Pending> waiting = new ArrayDeque<>();
    private boolean busy;

    CommandQueue(RemoteUnit unit, Map<String, Writer> writers) {
        this.unit = unit.overtaking();
        this.writers = writers;
    }

    CompletionStage<CommandResult> submit(Command command) {
        Pending pending = new Pending(command, new CompletableFuture<>());
        unit.link().loop().execute(() -> accept(pending));
        return pending.result.minimalCompletionStage();
    }

    private void accept(Pending pending) {
        Command command = pending.command;
        if (!writers.containsKey(command.name())) {
            pending.result.complete(new CommandResult.Refused(
                    "the device does not know " + command.name() + ", only " + writers.keySet()));
            return;
        }
        unit.link().loop().schedule(() -> expire(pending), command.timeout().toNanos(), TimeUnit.NANOSECONDS);
        waiting.addLast(pending);
        next();
    }

    private void next() {
        Pending pending = busy ? null : waiting.pollFirst();
        if (pending == null) {
            return;
        }
        Writer writer = writers.get(pending.command.name());
        if (writer == null || pending.result.isDone()) {
            next();
            return;
        }
        busy = true;
        // A command that has been called off must not reach the device after all.
        writer.write(unit.until(pending.result::isDone), pending.command).whenComplete((result, thrown) -> {
            busy = false;
            pending.result.complete(
                    thrown == null ? result : new CommandResult.TimedOut("not known whether it was done: " + thrown));
            next();
        });
    }

    private void expire(Pending pending) {
        String name = pending.command.name();
        if (waiting.remove(pending)) {
            pending.result.complete(
                    new CommandResult.Refused(name + " was not sent: commands before it took all of its time"));
        } else {
            pending.result.complete(new CommandResult.TimedOut(name + " was sent, but not confirmed in time"));
        }
    }
}
