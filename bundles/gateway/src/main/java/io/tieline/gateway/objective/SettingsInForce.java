package io.tieline.gateway.objective;

import io.tieline.control.settings.ControlSettings;
import io.tieline.gateway.foundation.Foundation;
import io.tieline.gateway.foundation.Refusal;
import io.tieline.model.AlarmBoard;
import io.tieline.model.Severity;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * What the control runs with: what all forms say together, or what they said before they contradicted each other. Each
 * form has judged itself by then; it lives on while the control is made anew.
 */
@Component(name = "io.tieline.gateway.SettingsInForce", service = SettingsInForce.class, immediate = true)
public final class SettingsInForce {

    private final Refusal refusal;
    private @Nullable ControlSettings last;

    @Activate
    public SettingsInForce(@Reference Foundation foundation) {
        this(foundation.alarms());
    }

    SettingsInForce(AlarmBoard alarms) {
        refusal = new Refusal(alarms, "control", "settings", Severity.MAJOR, "The batteries are not controlled");
    }

    /**
     * The settings of a site with all forms in them; those that were valid last while the forms contradict each other.
     *
     * @param site what is known without any form
     * @param forms puts them in
     * @throws IllegalArgumentException if they contradict each other and there are none from before for these batteries
     */
    public synchronized ControlSettings settle(ControlSettings site, UnaryOperator<ControlSettings> forms) {
        try {
            ControlSettings settled = forms.apply(site).checked();
            last = settled;
            refusal.none();
            return settled;
        } catch (IllegalArgumentException e) {
            ControlSettings before = last;
            boolean goesOn = before != null && isFor(site, before);
            refusal.tell(e, goesOn);
            if (before == null || !goesOn) {
                throw e;
            }
            return before;
        }
    }

    /** Settings for other batteries prove nothing for these. */
    private static boolean isFor(ControlSettings site, ControlSettings before) {
        return site.storage().equals(before.storage())
                && site.window().zone().equals(before.window().zone());
    }
}
