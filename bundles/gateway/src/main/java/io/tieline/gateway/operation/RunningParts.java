package io.tieline.gateway.operation;

import io.tieline.gateway.control.ControlLoop;
import io.tieline.gateway.record.Recorder;
import io.tieline.gateway.site.SiteRuntime;
import io.tieline.uplink.Uplink;
import org.jspecify.annotations.Nullable;

/** The parts that run at this moment; null where one does not. */
public interface RunningParts {

    @Nullable
    Recorder recorder();

    @Nullable
    SiteRuntime site();

    @Nullable
    ControlLoop control();

    @Nullable
    Uplink uplink();
}
