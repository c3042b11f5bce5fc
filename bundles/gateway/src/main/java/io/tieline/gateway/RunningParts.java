package io.tieline.gateway;

import io.tieline.uplink.Uplink;
import org.jspecify.annotations.Nullable;

/** The parts that run at this moment; null where one does not. */
interface RunningParts {

    @Nullable
    Recorder recorder();

    @Nullable
    SiteRuntime site();

    @Nullable
    ControlLoop control();

    @Nullable
    Uplink uplink();

    @Nullable
    Updating updating();
}
