/**
 * What is sent upstream, over Sparkplug and over Kafka, what is asked from there, and the other gateways of the site at
 * the same broker.
 */
@NullMarked
package io.tieline.gateway.uplink;

import org.jspecify.annotations.NullMarked;
