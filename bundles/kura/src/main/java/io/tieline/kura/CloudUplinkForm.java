package io.tieline.kura;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What the console asks about the Kura cloud uplink. */
@ObjectClassDefinition(
        id = CloudUplink.PID,
        name = "Tieline cloud uplink",
        description = "Sends the journal through a cloud publisher of Kura, beside or instead of Sparkplug.")
@interface CloudUplinkForm {

    @AttributeDefinition(
            name = "CloudPublisher Target Filter",
            description = "The publisher to send through. Give it QoS 1: without confirmations what the cloud"
                    + " connection drops is lost.")
    String CloudPublisher_target() default "(kura.service.pid=changeme)";

    @AttributeDefinition(
            name = "Samples per message",
            description =
                    "At most this many samples go into one message; Kura by default sends one message per second.",
            min = "100",
            max = "50000")
    int samples_per_message() default 5000;

    @AttributeDefinition(
            name = "Interval (s)",
            description = "At least this long from one message to the next.",
            min = "1",
            max = "3600")
    int interval() default 2;

    @AttributeDefinition(
            name = "Confirm timeout (s)",
            description = "After this long without a confirmation a message is sent again.",
            min = "10",
            max = "86400")
    int confirm_timeout() default 300;
}
