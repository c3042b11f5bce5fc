package io.tieline.modbus.unit;

import io.tieline.model.Command;
import io.tieline.model.CommandResult;
import java.util.concurrent.CompletableFuture;

/** How one command is carried out on a device. Runs on the event loop, never throws, never repeats a write. */
public interface Writer {
    CompletableFuture<CommandResult> write(RemoteUnit unit, Command command);
}
