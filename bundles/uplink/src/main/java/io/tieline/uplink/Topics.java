package io.tieline.uplink;

/** The topics of one edge node: Sparkplug 3.0, chapter 4, and the fence of ours. */
record Topics(String group, String node) {

    private static final String NAMESPACE = "spBv1.0/";

    String node(String type) {
        return NAMESPACE + group + "/" + type + "/" + node;
    }

    /** Device ids may have characters that MQTT gives a meaning to. */
    String device(String type, String device) {
        return node(type) + "/" + device.replaceAll("[/+#]", "_");
    }

    String state(String host) {
        return NAMESPACE + "STATE/" + host;
    }

    /** Closes every batch; its acknowledgement proves that the broker has the batch. */
    String fence() {
        return "tieline/" + group + "/" + node + "/fence";
    }
}
