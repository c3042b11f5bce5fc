package io.tieline.gateway;

import io.tieline.console.ConsoleData;

/** What runs now, for those who look at it. */
interface Operation {

    /** As the operator page shows it. */
    ConsoleData view();

    /** As Prometheus scrapes it. */
    String metrics();
}
