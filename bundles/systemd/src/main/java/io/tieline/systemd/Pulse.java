package io.tieline.systemd;

import java.io.PrintStream;
import java.util.List;

/** Gives systemd its sign of life as long as nobody is stuck; says once who is, and then lets systemd restart the gateway. */
final class Pulse implements Runnable {

    private final CheckIns checkIns;
    private final Notifier systemd;
    private final PrintStream err;
    private boolean silent;

    Pulse(CheckIns checkIns, Notifier systemd, PrintStream err) {
        this.checkIns = checkIns;
        this.systemd = systemd;
        this.err = err;
    }

    @Override
    public void run() {
        List<String> stuck = checkIns.stuck();
        if (stuck.isEmpty()) {
            silent = false;
            systemd.tell("WATCHDOG=1");
        } else if (!silent) {
            silent = true;
            err.println(String.join(", ", stuck)
                    + " no longer checks in; unless it comes back at once, systemd restarts Tieline");
        }
    }
}
