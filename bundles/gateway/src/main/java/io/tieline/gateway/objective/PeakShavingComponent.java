package io.tieline.gateway.objective;

import io.tieline.control.settings.ControlSettings;
import io.tieline.control.settings.ShavingSettings;
import io.tieline.control.settings.TariffSettings;
import io.tieline.control.settings.WindowSettings;
import io.tieline.gateway.foundation.Foundation;
import io.tieline.gateway.foundation.Part;
import io.tieline.model.SiteClock;
import java.time.Instant;
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

/** The form of peak shaving: the demand window of the tariff and where its target comes from. */
@Component(
        name = PeakShavingComponent.PID,
        configurationPid = PeakShavingComponent.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE,
        immediate = true,
        service = ConfigurableComponent.class)
@Designate(ocd = PeakShavingComponent.Form.class)
public final class PeakShavingComponent implements ConfigurableComponent {

    static final String PID = "io.tieline.gateway.PeakShaving";
    static final String NAME = "peak-shaving";

    /** The form of the objective. */
    @ObjectClassDefinition(
            id = PID,
            name = "Tieline peak shaving",
            description = "Keeps the demand windows of the tariff below a target that follows what was reached.")
    public @interface Form {
        @AttributeDefinition(name = "Enabled", description = "No: the batteries are not used for the tariff.")
        boolean enabled() default true;

        @AttributeDefinition(
                name = "Tariff",
                description =
                        "A tariff file, as text, or the id of a shipped one such as kepco-hv-as. It decides the demand"
                                + " window, whether a peak is paid for by month or by year, the power that is billed in any case,"
                                + " and the price of energy by the hour. Empty: by month, with the window below.|TextArea",
                required = false)
        String tariff() default "";

        @AttributeDefinition(
                name = "First target in W",
                description = "Until a week of the load is known. 0: the first window observed, until a day is.",
                min = "0")
        double target() default 0;

        @AttributeDefinition(
                name = "Carry share",
                description = "The share of the last target a new month starts with while no day of the load is known.",
                min = "0.1",
                max = "1")
        double carry_share() default 0.9;

        @AttributeDefinition(
                name = "Paid level in W",
                description = "Demand that is paid for in any case: a contract's minimum, a peak still in its memory.",
                min = "0")
        double paid_level() default 0;

        @AttributeDefinition(
                name = "Window in minutes",
                description =
                        "Length of the demand window: 15, 30 or 60, with a few utilities 5 or 10. Not used where a tariff is given.",
                min = "5",
                max = "60")
        int window_minutes() default 30;

        @AttributeDefinition(
                name = "Window offset in seconds",
                description = "How much later than the full hour the meter of the utility starts its windows.",
                min = "-86399",
                max = "86399")
        int window_offset() default 0;
    }

    /** @param clock says which prices hold; the same for every form, so that equal forms are equal settings */
    private record Settings(
            SiteClock clock,
            boolean enabled,
            String tariff,
            double target,
            double carryShare,
            double paidLevel,
            int windowMinutes,
            int windowOffset)
            implements Objective.Settings {
        @Override
        public ControlSettings applyTo(ControlSettings settings) {
            ControlSettings shaved = settings.withShaving(new ShavingSettings(enabled, target, carryShare, paidLevel));
            return tariff.isBlank()
                    ? shaved.withWindow(WindowSettings.metered(
                            windowMinutes, windowOffset, settings.window().zone()))
                    : named(TariffSettings.apply(
                            ShavingTariff.of(tariff), Instant.ofEpochMilli(clock.utcMillis()), shaved));
        }

        /** So that the record of decisions knows which tariff it was. */
        private ControlSettings named(ControlSettings billed) {
            ShavingSettings shaving = billed.shaving();
            return billed.withShaving(shaving.withHours(shaving.hours().of(tariff)));
        }
    }

    private final SiteClock clock;
    private final Part<Objective.Settings, Objective> part;

    @Activate
    public PeakShavingComponent(BundleContext context, @Reference Foundation foundation, Form form) {
        clock = foundation.clock();
        part = Objective.part(context, NAME, foundation);
        modified(form);
    }

    @Modified
    void modified(Form form) {
        part.apply(settings(clock, form));
    }

    /** The content of a form. */
    static Objective.Settings settings(SiteClock clock, Form form) {
        return new Settings(
                clock,
                form.enabled(),
                form.tariff(),
                form.target(),
                form.carry_share(),
                form.paid_level(),
                form.window_minutes(),
                form.window_offset());
    }

    @Deactivate
    void deactivate() {
        part.stop();
    }
}
