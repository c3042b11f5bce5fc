package io.tieline.gateway;

import io.tieline.control.ControlSettings;
import java.time.Duration;
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

/** The form of the backup reserve. */
@Component(
        name = BackupReserveComponent.PID,
        configurationPid = BackupReserveComponent.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE,
        immediate = true,
        service = ConfigurableComponent.class)
@Designate(ocd = BackupReserveComponent.Form.class)
public final class BackupReserveComponent implements ConfigurableComponent {

    static final String PID = "io.tieline.gateway.BackupReserve";
    static final String NAME = "backup-reserve";

    /** The form of the objective. */
    @ObjectClassDefinition(
            id = PID,
            name = "Tieline backup reserve",
            description = "What stays in the batteries for an outage, whatever the tariff says.")
    public @interface Form {
        @AttributeDefinition(
                name = "Minutes",
                description = "How long the batteries must carry the critical load.",
                min = "0")
        double minutes() default 10;

        @AttributeDefinition(
                name = "Least state of charge in %",
                description = "Never discharged below by the tariff.",
                min = "0",
                max = "100")
        double minimum_soc() default 10;

        @AttributeDefinition(
                name = "Critical load in W",
                description = "0: measured at the outputs of the UPS.",
                min = "0")
        double critical_load() default 0;

        @AttributeDefinition(
                name = "State-of-charge error in %",
                description = "How wrong the batteries may be about their charge.",
                min = "0",
                max = "100")
        double soc_error() default 5;

        @AttributeDefinition(name = "Efficiency", description = "From cell to load.", min = "0.31", max = "1")
        double efficiency() default 0.96;
    }

    private record Settings(double minutes, double minimumSoc, double criticalLoad, double socError, double efficiency)
            implements Objective.Settings {
        @Override
        public ControlSettings applyTo(ControlSettings settings) {
            Duration time = Duration.ofMillis(Math.round(minutes * 60_000));
            return settings.withReserve(
                    new ControlSettings.Reserve(time, minimumSoc, criticalLoad, socError, efficiency));
        }
    }

    private final Part<Objective.Settings, Objective> part;

    @Activate
    public BackupReserveComponent(BundleContext context, @Reference Foundation foundation, Form form) {
        part = Objective.part(context, NAME, foundation);
        modified(form);
    }

    @Modified
    void modified(Form form) {
        part.apply(new Settings(
                form.minutes(), form.minimum_soc(), form.critical_load(), form.soc_error(), form.efficiency()));
    }

    @Deactivate
    void deactivate() {
        part.stop();
    }
}
