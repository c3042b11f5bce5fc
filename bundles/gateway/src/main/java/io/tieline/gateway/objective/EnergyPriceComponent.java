package io.tieline.gateway.objective;

import io.tieline.control.settings.ControlSettings;
import io.tieline.control.settings.PriceSettings;
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

/** The form of energy prices. */
@Component(
        name = EnergyPriceComponent.PID,
        configurationPid = EnergyPriceComponent.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE,
        immediate = true,
        service = ConfigurableComponent.class)
@Designate(ocd = EnergyPriceComponent.Form.class)
public final class EnergyPriceComponent implements ConfigurableComponent {

    static final String PID = "io.tieline.gateway.EnergyPrice";
    static final String NAME = "energy-price";

    /** The form of the objective. */
    @ObjectClassDefinition(
            id = PID,
            name = "Tieline energy price",
            description =
                    "Buys energy when it is cheap and gives it when it is dear, with what peak and backup leave over.")
    public @interface Form {
        @AttributeDefinition(name = "Enabled", description = "No: prices never move the batteries.")
        boolean enabled() default false;

        @AttributeDefinition(
                name = "Daily prices",
                description = "Per kWh by the site's clock: 00:00 10.03, 08:00 19.65, 22:00 10.03. Empty: those of the"
                        + " tariff in peak shaving, if it has any. Prices from upstream come first in any case.",
                required = false)
        String daily() default "";

        @AttributeDefinition(
                name = "Cost of a cycled kWh",
                description = "What one kWh through the cells wears off them, in the currency of the prices.",
                min = "0")
        double cycle_cost() default 0;

        @AttributeDefinition(
                name = "Round trip",
                description = "The share of the energy that comes back.",
                min = "0.31",
                max = "1")
        double round_trip() default 0.88;
    }

    private record Settings(boolean enabled, String daily, double cycleCost, double roundTrip)
            implements Objective.Settings {
        @Override
        public ControlSettings applyTo(ControlSettings settings) {
            return settings.withPrice(new PriceSettings(enabled, PriceSettings.daily(daily), cycleCost, roundTrip));
        }
    }

    private final Part<Objective.Settings, Objective> part;

    @Activate
    public EnergyPriceComponent(BundleContext context, @Reference Foundation foundation, Form form) {
        part = Objective.part(context, NAME, foundation);
        modified(form);
    }

    @Modified
    void modified(Form form) {
        part.apply(settings(form));
    }

    /** The content of a form. */
    static Objective.Settings settings(Form form) {
        return new Settings(form.enabled(), form.daily(), form.cycle_cost(), form.round_trip());
    }

    @Deactivate
    void deactivate() {
        part.stop();
    }
}
