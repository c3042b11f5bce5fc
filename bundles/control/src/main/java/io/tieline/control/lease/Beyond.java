package io.tieline.control.lease;

import io.tieline.control.lease.Payload.Curtailment;
import io.tieline.control.lease.Payload.Limit;
import io.tieline.control.words.Words;
import java.util.Optional;

/**
 * What of a curtailment the batteries cannot do, in words. It is not cut: by the time it runs they may do more, the load may
 * be another one, and what was delivered is counted against what was asked.
 */
final class Beyond {

    private Beyond() {}

    /** Empty if all of it can be done as things are now. */
    static Optional<String> of(Payload payload, LeaseDesk.Local local) {
        double mostW = Math.max(0, local.can().maxW());
        if (payload instanceof Curtailment event && event.minDischargeW() > mostW) {
            return Optional.of("payload.minDischargeW: " + Words.power(event.minDischargeW())
                    + " are asked for, the batteries can give " + Words.power(mostW));
        }
        double importW = Double.POSITIVE_INFINITY;
        String field = "payload.maxImportW";
        if (payload instanceof Curtailment event) {
            importW = event.maxImportW();
        } else if (payload instanceof Limit limit) {
            importW = limit.importW();
            field = "payload.importW";
        }
        double leastW = local.loadW() - mostW;
        return leastW > importW
                ? Optional.of(field + ": " + Words.power(importW) + " are asked for, with the load of now, "
                        + Words.power(local.loadW()) + ", the batteries can keep " + Words.power(leastW))
                : Optional.empty();
    }
}
