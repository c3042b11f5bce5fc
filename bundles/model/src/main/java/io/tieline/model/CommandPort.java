package io.tieline.model;

import java.util.concurrent.CompletionStage;

/** Where everyone but the control hands in commands to devices: the page, upstream, a Kura asset. Never blocks. */
@FunctionalInterface
public interface CommandPort {

    /**
     * Sends a command to a device.
     *
     * @param device its id; an unknown one leads to a refusal
     * @return completes with how it ended, at the latest at the command's timeout; never exceptionally
     */
    CompletionStage<CommandResult> submit(String device, Command command);
}
