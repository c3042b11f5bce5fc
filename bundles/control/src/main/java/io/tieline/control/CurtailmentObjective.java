package io.tieline.control;

import io.tieline.control.Decision.Claim;
import io.tieline.control.Decision.ClaimKind;
import io.tieline.control.lease.Lease;
import io.tieline.control.lease.Payload.Curtailment;
import io.tieline.control.lease.Payload.Limit;
import io.tieline.control.words.Words;
import java.util.List;

/** Obeys the grid operator's limits and demand-response events while they run. */
final class CurtailmentObjective implements Objective {

    @Override
    public Claim claim(View view) {
        List<Lease> events = view.state().upstream().book().curtailments(view.utcMillis());
        double most = Double.NEGATIVE_INFINITY;
        String reason = "no curtailment";
        for (Lease event : events) {
            double least = least(event, view.loadW());
            if (least > most) {
                most = least;
                reason = words(event, view);
            }
        }
        Claim claim = Claim.atLeast(ClaimKind.CURTAILMENT, most, reason);
        return most > 0 ? claim.wishing(most, reason) : claim;
    }

    /** The least the batteries must give; negative: the most they may charge. */
    private static double least(Lease lease, double loadW) {
        double importW = Double.POSITIVE_INFINITY;
        double dischargeW = Double.NEGATIVE_INFINITY;
        if (lease.request().payload() instanceof Curtailment event) {
            importW = event.maxImportW();
            dischargeW = event.minDischargeW() > 0 ? event.minDischargeW() : dischargeW;
        } else if (lease.request().payload() instanceof Limit limit) {
            importW = limit.importW();
        }
        // Without a load the import is not known: nothing is charged while it is limited.
        double forImport = Double.isNaN(loadW) && Double.isFinite(importW) ? 0 : loadW - importW;
        return Double.isInfinite(importW) ? dischargeW : Math.max(forImport, dischargeW);
    }

    private static String words(Lease lease, View view) {
        if (lease.request().payload() instanceof Curtailment event) {
            String until = " until "
                    + Words.time(event.endUtcMillis(), view.settings().window().zone());
            return "event " + lease.id()
                    + (Double.isFinite(event.maxImportW())
                            ? " limits the import to " + Words.power(event.maxImportW())
                            : "")
                    + (event.minDischargeW() > 0 ? " wants " + Words.power(event.minDischargeW()) + " discharged" : "")
                    + until;
        }
        return lease.request().payload() instanceof Limit limit
                ? "lease " + lease.id() + " limits the import to " + Words.power(limit.importW())
                : "";
    }
}
