package io.tieline.gateway.operation;

import io.tieline.console.ConsoleData;
import io.tieline.console.OperatorActions;

/** What runs now, for those who look at it. */
public interface Operation {

    /** As the operator page shows it. */
    ConsoleData view();

    /** What an operator may do. */
    OperatorActions actions();

    /** As Prometheus scrapes it. */
    String metrics();

    /** The parts as they run now. */
    RunningParts parts();

    /** The stop that comes next is followed by a start at once: what is recorded need not be sent before it. */
    void restartComes();
}
