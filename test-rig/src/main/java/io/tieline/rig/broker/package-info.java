/** An MQTT broker that can be cut off, and an independent Sparkplug listener. */
@NullMarked
package io.tieline.rig.broker;

import org.jspecify.annotations.NullMarked;
