package io.tieline.gateway;

import io.tieline.model.AlarmBoard;
import io.tieline.model.SiteClock;

/** What every part of the gateway stands on: one clock, one place for events, one board of alarms. */
interface Foundation {

    SiteClock clock();

    EventHub events();

    AlarmBoard alarms();

    Secrets secrets();

    /** Site seconds per real second; 1 but in the demo. */
    double clockFactor();
}
