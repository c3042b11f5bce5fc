package io.tieline.uplink;

import java.util.Optional;

/** The topics of one edge node: Sparkplug 3.0, chapter 4, and those of ours. */
record Topics(String group, String node) {

    private static final String NAMESPACE = "spBv1.0/";

    String node(String type) {
        return NAMESPACE + group + "/" + type + "/" + node;
    }

    /** Device ids may have characters that MQTT gives a meaning to. */
    String device(String type, String device) {
        return node(type) + "/" + level(device);
    }

    static String level(String device) {
        return device.replaceAll("[/+#]", "_");
    }

    /** The last level of a topic that {@link #device} makes, empty for another topic. */
    Optional<String> deviceOf(String type, String topic) {
        String before = node(type) + "/";
        return topic.startsWith(before) ? Optional.of(topic.substring(before.length())) : Optional.empty();
    }

    String state(String host) {
        return NAMESPACE + "STATE/" + host;
    }

    /** Closes every batch; its acknowledgement proves that the broker has the batch. */
    String fence() {
        return own("fence");
    }

    /** Where requests may be put by somebody who does not speak Sparkplug. */
    String request() {
        return own("request");
    }

    /** What became of a request, for everybody to see. */
    String reply() {
        return own("reply");
    }

    /** What we say there we want to hear again, to learn what the broker forwards. */
    String echo() {
        return own("echo");
    }

    /** How it stands with the software, for whoever leads updates through a fleet. */
    String update() {
        return own("update");
    }

    /** Where the gateways of one site meet, whatever their nodes are called. */
    String gateways(String site) {
        return "tieline/" + group + "/site/" + level(site) + "/gateways";
    }

    private String own(String what) {
        return "tieline/" + group + "/" + node + "/" + what;
    }
}
