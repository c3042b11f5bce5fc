package io.tieline.systemd;

/** Tells systemd something, as sd_notify(3) has it. */
interface Notifier {

    /** @param state {@code READY=1}, {@code WATCHDOG=1} or {@code STOPPING=1} */
    void tell(String state);
}
