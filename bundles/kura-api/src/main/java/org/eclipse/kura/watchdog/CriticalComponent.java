package org.eclipse.kura.watchdog;

/** Something that has to check in again and again. */
public interface CriticalComponent {

    String getCriticalComponentName();

    /** After so many milliseconds without a check-in it counts as stuck. */
    int getCriticalComponentTimeout();
}
