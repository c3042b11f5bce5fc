package io.tieline.systemd;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/**
 * By the command of systemd itself: its socket takes datagrams, and Java 17 has none for Unix sockets. The unit says {@code
 * NotifyAccess=all}, since the message comes from a child.
 */
final class SystemdNotify implements Notifier {

    static final String COMMAND = "systemd-notify";

    private static final long PATIENCE_SECONDS = 5;

    private final String command;

    SystemdNotify(String command) {
        this.command = command;
    }

    @Override
    public void tell(String state) {
        try {
            Process process = new ProcessBuilder(command, state)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            throw new IllegalStateException("systemd cannot be told " + state + ": install systemd-notify", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
