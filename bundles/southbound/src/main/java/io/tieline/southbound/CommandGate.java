package io.tieline.southbound;

import io.tieline.model.Command;
import io.tieline.model.CommandResult;
import io.tieline.model.Event;
import io.tieline.model.Severity;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The only way to a device's write: checks first, keeps the time, repeats what may be repeated, records how it ended. */
final class CommandGate {

    private final Surroundings around;

    CommandGate(Surroundings around) {
        this.around = around;
    }

    /** @param silent not worth an event unless it fails: a setpoint said again to keep it alive */
    CompletionStage<CommandResult> send(DeviceLoop device, Command command, boolean silent) {
        Link link = device.writable();
        String refusal = refusal(device, link, command);
        if (link == null || refusal != null) {
            CommandResult refused = new CommandResult.Refused(refusal == null ? "Not connected." : refusal);
            record(device, command, refused, false);
            return CompletableFuture.completedFuture(refused);
        }
        Sending sending = new Sending(device, link, command);
        sending.start();
        return sending.result.thenApply(result -> {
            record(device, command, result, silent);
            return result;
        });
    }

    private static @Nullable String refusal(DeviceLoop device, @Nullable Link link, Command command) {
        if (link == null) {
            return "No communication with " + device.target() + " at present; the command can be given again once it is"
                    + " online.";
        }
        if (!link.session.commands().contains(command.name())) {
            return device.target().device().id() + " has no command " + command.name() + "; it knows "
                    + link.session.commands().stream().sorted().toList() + ".";
        }
        if (command.name().equals(Command.POWER_SET)) {
            if (!Double.isFinite(command.argument())) {
                return "A power setpoint must be a number of W, not " + command.argument() + ".";
            }
            if (command.reversion().isZero() || command.reversion().isNegative()) {
                return "A power setpoint needs a reversion time, after which the device falls back by itself.";
            }
        }
        return Double.isInfinite(command.argument()) ? "The argument must be finite." : null;
    }

    private void record(DeviceLoop device, Command command, CommandResult result, boolean silent) {
        if (silent && result instanceof CommandResult.Confirmed) {
            return;
        }
        Map<String, Object> detail = new HashMap<>();
        detail.put("command", command.name());
        detail.put("origin", command.origin());
        if (!Double.isNaN(command.argument())) {
            detail.put("argument", command.argument());
        }
        String outcome;
        if (result instanceof CommandResult.Confirmed confirmed) {
            outcome = "confirmed";
            detail.put("readBack", confirmed.readBack());
        } else if (result instanceof CommandResult.Refused refused) {
            outcome = "refused: " + refused.why();
        } else {
            outcome = "not confirmed in time: " + ((CommandResult.TimedOut) result).what();
        }
        detail.put("result", outcome);
        String id = device.target().device().id();
        String argument = Double.isNaN(command.argument()) ? "" : " " + plain(command.argument());
        around.events()
                .accept(new Event(
                        around.clock().utcMillis(),
                        Event.Kind.COMMAND,
                        result instanceof CommandResult.Confirmed ? Severity.INFO : Severity.MINOR,
                        id,
                        command.name() + argument + " to " + id + " by " + command.origin() + ": " + outcome,
                        detail));
    }

    /** One command on its way, at most twice. */
    private final class Sending {
        private final DeviceLoop device;
        private final Link link;
        private final Command command;
        private final CompletableFuture<CommandResult> result = new CompletableFuture<>();

        Sending(DeviceLoop device, Link link, Command command) {
            this.device = device;
            this.link = link;
            this.command = command;
        }

        void start() {
            int attempts = command.isIdempotent() ? 2 : 1;
            Command share = new Command(
                    command.name(),
                    command.argument(),
                    command.reversion(),
                    command.timeout().dividedBy(attempts),
                    command.origin());
            around.schedule(
                    () -> result.complete(new CommandResult.TimedOut(
                            "no confirmation within " + command.timeout().toMillis() + " ms")),
                    command.timeout().toNanos());
            if (attempts > 1) {
                around.schedule(() -> repeat(share), share.timeout().toNanos());
            }
            attempt(share);
        }

        private void repeat(Command share) {
            if (!result.isDone() && device.writable() == link) {
                attempt(share);
            }
        }

        private void attempt(Command share) {
            try {
                link.session.write(share).whenComplete(this::ended);
            } catch (RuntimeException | LinkageError e) {
                ended(null, e);
            }
        }

        /** A session that says "timed out" ends nothing: the repetition or the command's own time does. */
        private void ended(@Nullable CommandResult end, @Nullable Throwable error) {
            if (error != null) {
                result.complete(new CommandResult.TimedOut(
                        Link.internal("writing " + command.name(), error).text()));
            } else if (end != null && (!(end instanceof CommandResult.TimedOut) || !command.isIdempotent())) {
                result.complete(end);
            }
        }
    }

    /** A whole number without its useless fraction. */
    private static String plain(double argument) {
        return argument == Math.rint(argument) ? String.valueOf((long) argument) : String.valueOf(argument);
    }
}
