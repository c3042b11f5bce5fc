package io.tieline.rig.walk;

import io.tieline.rig.site.RawModbus;
import io.tieline.rig.site.SimulatedSite;
import io.tieline.rig.wire.Peer;
import java.io.IOException;

/** What devices say to somebody else than the gateway. */
final class PastGateway {

    private static final int W_OF_701 = 40002 + 68 + 2 + 8;

    private PastGateway() {}

    /** What the cabinets really give, + = discharge. */
    static double batteryW(SimulatedSite site) throws IOException {
        double sum = 0;
        for (Peer peer : site.peers()) {
            if (peer.entry().kind().equals("battery")) {
                try (RawModbus cabinet = new RawModbus(peer.entry().address(), 2000)) {
                    sum += (short) cabinet.read(W_OF_701, 1)[0] * 10;
                }
            }
        }
        return sum;
    }
}
