package io.tieline.gateway.objective;

import io.tieline.control.settings.ControlSettings;
import io.tieline.control.settings.GridSettings;
import io.tieline.control.settings.GuardSettings;
import io.tieline.control.settings.LimitSettings;
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

/** The form of the hard limits of the site. */
@Component(
        name = SiteLimitsComponent.PID,
        configurationPid = SiteLimitsComponent.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE,
        immediate = true,
        service = ConfigurableComponent.class)
@Designate(ocd = SiteLimitsComponent.Form.class)
public final class SiteLimitsComponent implements ConfigurableComponent {

    static final String PID = "io.tieline.gateway.SiteLimits";
    static final String NAME = "site-limits";

    /** The form of the objective. */
    @ObjectClassDefinition(
            id = PID,
            name = "Tieline site limits",
            description =
                    "What the grid connection may carry, what a healthy grid looks like, and how fast setpoints move.")
    public @interface Form {
        @AttributeDefinition(
                name = "Import limit in W",
                description = "Breaker, transformer or contract; 0: none.",
                min = "0")
        double import_limit() default 0;

        @AttributeDefinition(
                name = "Contract power in W",
                description = "Never drawn more at any instant; 0: none.",
                min = "0")
        double contract() default 0;

        @AttributeDefinition(name = "Transformer in VA", description = "Its rating; 0: none.", min = "0")
        double transformer() default 0;

        @AttributeDefinition(
                name = "Transformer time constant in minutes",
                description = "A cool one may carry up to half as much again for about so long; 0: never more than its"
                        + " rating.",
                min = "0",
                max = "600")
        double transformer_minutes() default 0;

        @AttributeDefinition(name = "Export limit in W", description = "0: never feed into the grid.", min = "0")
        double export_limit() default 0;

        @AttributeDefinition(name = "Nominal voltage in V", description = "Line to neutral.", min = "50", max = "50000")
        double voltage() default 230;

        @AttributeDefinition(name = "Nominal frequency in Hz", description = "50 or 60.", min = "50", max = "60")
        double frequency() default 50;

        @AttributeDefinition(name = "Ramp in W/s", description = "Of all batteries together.", min = "1")
        double ramp() default 100000;

        @AttributeDefinition(name = "Dead band in W", description = "A smaller change is not sent.", min = "0")
        double dead_band() default 500;
    }

    private record Settings(
            double importLimit,
            double contract,
            double transformer,
            double transformerMinutes,
            double exportLimit,
            double voltage,
            double frequency,
            double ramp,
            double deadBand)
            implements Objective.Settings {
        @Override
        public ControlSettings applyTo(ControlSettings settings) {
            GridSettings grid = settings.grid();
            return settings.withLimits(new LimitSettings(unlimited(importLimit), exportLimit)
                            .withContract(unlimited(contract))
                            .withTransformer(unlimited(transformer), transformerMinutes))
                    .withGuard(
                            new GuardSettings(ramp, deadBand, settings.guard().minimumShare()))
                    .withGrid(grid.withNominal(voltage, frequency));
        }
    }

    private static double unlimited(double limit) {
        return limit == 0 ? Double.POSITIVE_INFINITY : limit;
    }

    private final Part<Objective.Settings, Objective> part;

    @Activate
    public SiteLimitsComponent(BundleContext context, @Reference Foundation foundation, Form form) {
        part = Objective.part(context, NAME, foundation);
        modified(form);
    }

    @Modified
    void modified(Form form) {
        part.apply(settings(form));
    }

    /** The content of a form. */
    static Objective.Settings settings(Form form) {
        return new Settings(
                form.import_limit(),
                form.contract(),
                form.transformer(),
                form.transformer_minutes(),
                form.export_limit(),
                form.voltage(),
                form.frequency(),
                form.ramp(),
                form.dead_band());
    }

    @Deactivate
    void deactivate() {
        part.stop();
    }
}
