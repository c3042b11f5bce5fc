package io.tieline.kura;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What the console asks about a driver. */
@ObjectClassDefinition(
        id = SiteDriver.PID,
        name = "Tieline site driver",
        description = "All points of the Tieline site as channels of Kura assets.")
@interface SiteDriverForm {

    @AttributeDefinition(
            name = "Accept uncertain values",
            description = "Whether a value that is stale or substituted is handed on as a success. Kura has no third"
                    + " state; the time stamp then is the only sign.")
    boolean accept_uncertain() default false;

    @AttributeDefinition(
            name = "Write timeout (ms)",
            description = "How long a written channel may take until its device has confirmed.",
            min = "100",
            max = "60000")
    int write_timeout() default 5000;
}
