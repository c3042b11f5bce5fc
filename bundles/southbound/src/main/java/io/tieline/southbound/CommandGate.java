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

/** The only way to a device's write: refuses what cannot be meant, sends the rest on its way, records how it ended. */
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
        return new Sending(around, device, link, command, silent).start().thenApply(result -> {
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
        if (!device.health().isSteering()) {
            return device.target()
                    + " has not answered for more than three polls; the command can be given again once it" + " does.";
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

    /** A whole number without its useless fraction. */
    private static String plain(double argument) {
        return argument == Math.rint(argument) ? String.valueOf((long) argument) : String.valueOf(argument);
    }
}
