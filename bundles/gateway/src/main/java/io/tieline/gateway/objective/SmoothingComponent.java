package io.tieline.gateway.objective;

import io.tieline.control.settings.ControlSettings;
import io.tieline.control.settings.SmoothingSettings;
import io.tieline.gateway.foundation.Foundation;
import io.tieline.gateway.foundation.Part;
import org.eclipse.kura.configuration.ConfigurableComponent;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The form of smoothing, and of the watch over oscillations. */
@Component(
        name = SmoothingComponent.PID,
        configurationPid = SmoothingComponent.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE,
        immediate = true,
        service = ConfigurableComponent.class)
@Designate(ocd = SmoothingComponent.Form.class)
public final class SmoothingComponent implements ConfigurableComponent {

    static final String PID = "io.tieline.gateway.Smoothing";
    static final String NAME = "smoothing";

    /** The form of the objective. */
    @ObjectClassDefinition(
            id = PID,
            name = "Tieline smoothing",
            description =
                    "Lets the import rise and fall no faster than agreed, where the measured loop delay allows it; and"
                            + " watches for oscillations.")
    public @interface Form {
        @AttributeDefinition(name = "Enabled", description = "It still refuses to run above a loop delay of 250 ms.")
        boolean enabled() default false;

        @AttributeDefinition(name = "Up in W/s", description = "The fastest the import may rise.", min = "1")
        double up() default 100000;

        @AttributeDefinition(name = "Down in W/s", description = "The fastest the import may fall.", min = "1")
        double down() default 100000;

        @AttributeDefinition(
                name = "Middle in %",
                description = "State of charge the buffer returns to.",
                min = "1",
                max = "99")
        double centre() default 80;

        @AttributeDefinition(name = "Way back in s", description = "How long the way to the middle takes.", min = "1")
        double recentre() default 600;

        @AttributeDefinition(
                name = "Watched bands",
                description = "Hz to Hz and the most W (root mean square) in between: 0.1-0.5 20000, 0.5-3 5000. Empty:"
                        + " nothing is watched.",
                required = false)
        String bands() default "";

        @AttributeDefinition(
                name = "Sample in s",
                description = "How finely the watch looks; no finer than the grid meter is polled.",
                min = "0.01",
                max = "10")
        double sample() default 0.1;

        @AttributeDefinition(name = "Window in s", description = "How long each look is.", min = "1", max = "600")
        double window() default 51.2;
    }

    private record Settings(
            boolean enabled,
            double up,
            double down,
            double centre,
            double recentre,
            String bands,
            double sample,
            double window)
            implements Objective.Settings {
        @Override
        public ControlSettings applyTo(ControlSettings settings) {
            return settings.withSmoothing(new SmoothingSettings(
                    enabled,
                    up,
                    down,
                    centre,
                    recentre,
                    SmoothingSettings.LONGEST_DELAY_SECONDS,
                    sample,
                    window,
                    SmoothingSettings.bands(bands)));
        }
    }

    private final Part<Objective.Settings, Objective> part;

    @Activate
    public SmoothingComponent(BundleContext context, @Reference Foundation foundation, Form form) {
        part = Objective.part(context, NAME, foundation);
        modified(form);
    }

    @Modified
    void modified(Form form) {
        part.apply(new Settings(
                form.enabled(),
                form.up(),
                form.down(),
                form.centre(),
                form.recentre(),
                form.bands(),
                form.sample(),
                form.window()));
    }

    @Deactivate
    void deactivate() {
        part.stop();
    }
}
