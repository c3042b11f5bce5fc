package io.tieline.control.settings;

import static io.tieline.control.settings.Refusal.unless;

/**
 * Which of several gateways this is: the one with the highest epoch writes, the others stop.
 *
 * @param id its name among the gateways of the site
 * @param epoch counted up where a gateway is to take over from another; at most {@link #HIGHEST_EPOCH}
 */
public record GatewaySettings(String id, long epoch) {

    public static final GatewaySettings DEFAULT = new GatewaySettings("gateway", 1);

    /** Leaves room for dates written as numbers; whoever announces more makes no sense. */
    public static final long HIGHEST_EPOCH = 999_999_999_999L;

    public GatewaySettings {
        unless(!id.isBlank(), "gateway.id: must not be empty");
        unless(
                epoch >= 0 && epoch <= HIGHEST_EPOCH,
                "gateway.epoch: must be from 0 to " + HIGHEST_EPOCH + ", is " + epoch);
    }
}
