package io.tieline.gateway.control;

import io.tieline.control.grid.GridState;
import io.tieline.model.Command;
import io.tieline.model.CommandPort;
import io.tieline.model.CommandResult;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * The way of everyone but the control to the devices. While the grid is in doubt or gone, nobody from elsewhere moves a
 * battery; and the control itself takes one command: that it may go on where it waits for an operator.
 */
final class GuardedCommands implements CommandPort {

    static final String CONTROL = "control";
    static final String ACKNOWLEDGE = "control.acknowledge";

    private static final String ACTIVE_POWER = "pcs.power.";

    /** What of the control matters here. */
    interface Control {
        /** Empty before the first decision. */
        Optional<GridState> gridState();

        void acknowledge();
    }

    private final CommandPort devices;
    private final Supplier<Optional<Control>> control;

    GuardedCommands(CommandPort devices, Supplier<Optional<Control>> control) {
        this.devices = devices;
        this.control = control;
    }

    @Override
    public CompletionStage<CommandResult> submit(String device, Command command) {
        Optional<Control> running = control.get();
        if (device.equals(CONTROL)) {
            return CompletableFuture.completedFuture(own(running, command));
        }
        Optional<GridState> grid = running.flatMap(Control::gridState).filter(state -> state != GridState.OK);
        if (command.name().startsWith(ACTIVE_POWER) && grid.isPresent()) {
            return CompletableFuture.completedFuture(new CommandResult.Refused(
                    "state: " + grid.get().label() + "; power commands are taken again when the grid is OK"));
        }
        return devices.submit(device, command);
    }

    private static CommandResult own(Optional<Control> running, Command command) {
        if (!command.name().equals(ACKNOWLEDGE)) {
            return new CommandResult.Refused(
                    "the control has no command " + command.name() + "; it knows [" + ACKNOWLEDGE + "]");
        }
        if (running.isEmpty()) {
            return new CommandResult.Refused("the control does not run; see the alarms");
        }
        running.get().acknowledge();
        return new CommandResult.Confirmed(1);
    }
}
