package io.tieline.gateway.objective;

import io.tieline.control.settings.ControlSettings;
import io.tieline.gateway.foundation.Foundation;
import io.tieline.gateway.foundation.Part;
import io.tieline.gateway.foundation.Refusal;
import io.tieline.model.Severity;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.osgi.framework.BundleContext;

/** What one form adds to the settings of the control core. */
@FunctionalInterface
public interface Objective {

    /** The service property that tells the objectives apart. */
    String PROPERTY = "objective";

    ControlSettings applyTo(ControlSettings settings);

    /** The content of a form: comparable, and able to become settings. */
    interface Settings {
        /**
         * The settings with this objective in them.
         *
         * @throws IllegalArgumentException if a value makes no sense; the message names the field
         */
        ControlSettings applyTo(ControlSettings settings);
    }

    /**
     * The part behind a form. Values that make no sense are refused; from the start they leave the objective, and with it the
     * control, out: no setpoint is better than a wrong one.
     */
    static Part<Settings, Objective> part(BundleContext context, String name, Foundation foundation) {
        Refusal refusal =
                new Refusal(foundation.alarms(), name, "settings", Severity.MAJOR, "The batteries are not controlled");
        return new Part<>(context, Objective.class, Map.of(PROPERTY, name), refusal, settings -> {
            try {
                settings.applyTo(ControlSettings.defaults(ZoneOffset.UTC));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(e.getMessage() + "; correct the form " + name, e);
            }
            return Optional.of(() -> settings::applyTo);
        });
    }
}
