package io.tieline.rig.accept.sparkplug;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an MQTT client said, as far as Sparkplug has something to say about it. */
sealed interface Packet {

    /**
     * CONNECT.
     *
     * @param level 4: MQTT 3.1.1, 5: MQTT 5
     * @param clean clean session, or clean start
     * @param sessionExpirySeconds -1: absent
     * @param will null: none
     */
    record Connect(int level, boolean clean, long sessionExpirySeconds, @Nullable Publish will) implements Packet {}

    /** PUBLISH, or the will of a CONNECT. */
    record Publish(String topic, int qos, boolean retain, byte[] payload) implements Packet {

        boolean isOf(String type) {
            String[] level = topic.split("/", -1);
            return level.length > 3 && level[0].equals("spBv1.0") && level[2].equals(type);
        }
    }

    /** SUBSCRIBE: topic filters, each with the QoS asked for. */
    record Subscribe(List<Filter> filters) implements Packet {}

    /** A topic filter with its QoS. */
    record Filter(String topic, int qos) {}

    /**
     * DISCONNECT.
     *
     * @param reason 0 where none is given
     */
    record Disconnect(int reason) implements Packet {}
}
