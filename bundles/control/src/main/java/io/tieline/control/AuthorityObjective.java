package io.tieline.control;

import io.tieline.control.Decision.Claim;
import io.tieline.control.Decision.ClaimKind;
import io.tieline.control.commissioning.Commissioning;
import io.tieline.control.lease.Fence;
import io.tieline.control.settings.ControlSettings;
import io.tieline.control.settings.GatewaySettings;
import io.tieline.control.situation.Cabinet;
import java.util.Optional;

/** Whether this gateway may move the batteries at all: another may be in charge, or it has not proved yet that it can. */
final class AuthorityObjective implements Objective {

    static final String NOT_COMMISSIONED = "not commissioned";

    @Override
    public Claim claim(View view) {
        String withheld = withheld(view);
        if (!withheld.isEmpty()) {
            return Claim.between(ClaimKind.AUTHORITY, 0, 0, withheld);
        }
        Optional<Commissioning.Running> running = view.state().commissioning().running();
        if (running.isEmpty()) {
            return Claim.free(ClaimKind.AUTHORITY, "this gateway is in charge");
        }
        double watts = running.get().watts();
        String reason = "the commissioning test moves " + running.get().cabinet();
        return Claim.between(ClaimKind.AUTHORITY, watts, watts, reason).wishing(watts, reason);
    }

    /** Why no setpoint is written to any cabinet, empty if they are. */
    static String withheld(View view) {
        String other = fenced(view.settings(), view.state().upstream().fence());
        if (!other.isEmpty() || view.state().commissioning().running().isPresent()) {
            return other;
        }
        boolean any = view.now().cabinets().isEmpty();
        for (Cabinet cabinet : view.now().cabinets()) {
            any |= !cabinet.unavailable().equals(NOT_COMMISSIONED);
        }
        return any ? "" : NOT_COMMISSIONED + ", the commissioning test must pass before the batteries are moved";
    }

    /** Which other gateway is in charge, in words; empty if none is. */
    static String fenced(ControlSettings settings, Fence fence) {
        GatewaySettings own = settings.gateway();
        return fence.excludes(own.epoch())
                ? "gateway " + fence.otherId() + " with epoch " + fence.otherEpoch()
                        + " is in charge, this one has epoch " + own.epoch()
                : "";
    }

    /** Why a cabinet rests, empty if it may be commanded. */
    static String rests(Cabinet cabinet, Commissioning commissioning, boolean required) {
        Optional<Commissioning.Running> running = commissioning.running();
        if (running.isPresent()) {
            return running.get().cabinet().equals(cabinet.id()) ? "" : "it rests while another is tested";
        }
        return required && !commissioning.passed().containsKey(cabinet.id()) ? NOT_COMMISSIONED : "";
    }
}
