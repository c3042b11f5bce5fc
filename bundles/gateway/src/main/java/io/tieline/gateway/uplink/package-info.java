/** What is sent upstream, over Sparkplug and over Kafka, and what is asked from there. */
@NullMarked
package io.tieline.gateway.uplink;

import org.jspecify.annotations.NullMarked;
