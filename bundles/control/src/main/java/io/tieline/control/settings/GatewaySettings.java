package io.tieline.control.settings;

import static io.tieline.control.settings.Refusal.unless;

/**
 * Which of several gateways this is: the one with the highest epoch writes, the others stop.
 *
 * @param id its name among the gateways of the site
 * @param epoch counted up where a gateway is to take over from another
 */
public record GatewaySettings(String id, long epoch) {

    public static final GatewaySettings DEFAULT = new GatewaySettings("gateway", 1);

    public GatewaySettings {
        unless(!id.isBlank(), "gateway.id: must not be empty");
        unless(epoch >= 0, "gateway.epoch: must be at least 0, is " + epoch);
    }
}
