package io.tieline.uplink;

import com.google.protobuf.InvalidProtocolBufferException;
import io.tieline.uplink.payload.Sparkplug;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Understands what comes in; whatever is malformed means nothing. */
final class Inbound {

    /** Sparkplug 3.0: the payload of STATE is JSON with online and timestamp. */
    private static final Pattern ONLINE = Pattern.compile("\"online\"\\s*:\\s*true\\b");

    private Inbound() {}

    /** Whether a node command asks for a new birth. */
    static boolean asksForRebirth(byte[] command) {
        try {
            return Sparkplug.Payload.parseFrom(command).getMetricsList().stream()
                    .anyMatch(metric -> metric.getName().equals(Payloads.REBIRTH) && metric.getBooleanValue());
        } catch (InvalidProtocolBufferException e) {
            return false;
        }
    }

    static boolean isOnline(byte[] state) {
        return ONLINE.matcher(new String(state, StandardCharsets.UTF_8)).find();
    }
}
