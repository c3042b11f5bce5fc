/** Sparkplug B over MQTT. */
@NullMarked
package io.tieline.uplink;

import org.jspecify.annotations.NullMarked;
