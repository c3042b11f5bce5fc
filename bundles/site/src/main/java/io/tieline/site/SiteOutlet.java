package io.tieline.site;

import io.tieline.model.LoadClass;

/**
 * An outlet the gateway may switch in an outage.
 *
 * @param number the n of {@code outlet.n.switch}
 * @param loadClass how much its load matters
 * @param cooling feeds cooling, which comes back before the IT it cools
 * @param worth how dear a kW of this load is against others of its class; the cheapest goes first
 */
public record SiteOutlet(int number, LoadClass loadClass, boolean cooling, double worth) {}
