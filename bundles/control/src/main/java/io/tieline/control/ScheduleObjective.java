package io.tieline.control;

import io.tieline.control.Decision.Claim;
import io.tieline.control.Decision.ClaimKind;
import io.tieline.control.lease.Lease;
import io.tieline.control.lease.Payload.PowerSchedule;
import io.tieline.control.words.Words;
import java.util.Optional;

/** Does what upstream has scheduled, as far as everything above leaves room. */
final class ScheduleObjective implements Objective {

    @Override
    public Claim claim(View view) {
        Optional<Lease> lease = view.state().upstream().book().schedule(view.utcMillis());
        if (lease.isPresent() && lease.get().request().payload() instanceof PowerSchedule schedule && !view.held()) {
            double watts = schedule.at(view.utcMillis());
            String reason = "lease " + lease.get().id() + " from upstream wants " + words(watts) + " until "
                    + Words.time(
                            lease.get().expiresUtcMillis(),
                            view.settings().window().zone());
            return Claim.free(ClaimKind.SCHEDULE, reason).wishing(watts, reason);
        }
        return Claim.free(ClaimKind.SCHEDULE, "no schedule from upstream");
    }

    private static String words(double watts) {
        return watts == 0 ? "nothing" : Words.power(Math.abs(watts)) + (watts > 0 ? " discharged" : " charged");
    }
}
