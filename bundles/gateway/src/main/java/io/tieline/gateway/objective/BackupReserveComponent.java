package io.tieline.gateway.objective;

import io.tieline.control.settings.BackupSettings;
import io.tieline.control.settings.ControlSettings;
import io.tieline.control.settings.Refusal;
import io.tieline.control.settings.ReserveSettings;
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

        @AttributeDefinition(
                name = "Minutes to shut down",
                description = "How long the load needs to save its work; always kept, also when generators fail.",
                min = "0")
        double shutdown_minutes() default 8;

        @AttributeDefinition(
                name = "Black-start floor in %",
                description = "Never used by anything: it starts the first conversion after a black site.",
                min = "0",
                max = "100")
        double black_start_floor() default 10;

        @AttributeDefinition(
                name = "Spare cabinet",
                description = "Yes: the backup holds even if the largest cabinet is lost.")
        boolean spare_cabinet() default true;

        @AttributeDefinition(
                name = "Storm",
                description =
                        "Yes while a grid alert stands: the batteries are filled within target and limits and kept"
                                + " full, the tariff gets nothing. A lease of mode storm from upstream does the same.")
        boolean storm() default false;

        @AttributeDefinition(
                name = "Generators ready after seconds",
                description = "By when the generators usually carry the load.",
                min = "1")
        double generators_ready() default 60;

        @AttributeDefinition(
                name = "Generators failed after seconds",
                description = "By when generators that do not run are given up.",
                min = "4")
        double generators_fail() default 90;

        @AttributeDefinition(
                name = "Generators' rating in W",
                description = "Of all together; 0: what they tell themselves.",
                min = "0")
        double generators_rating() default 0;

        @AttributeDefinition(
                name = "Shed load",
                description = "Yes: outlets with a class in the site file are switched off when an outage outlasts the"
                        + " batteries, the least important first.")
        boolean shed() default true;

        @AttributeDefinition(
                name = "Shed load at the import limit",
                description =
                        "Yes: outlets of class p4 and p3 are also switched off when the import limit cannot be kept"
                                + " otherwise. No: the excess is accepted and recorded.")
        boolean shed_at_limit() default false;

        @AttributeDefinition(name = "Efficiency", description = "From cell to load.", min = "0.31", max = "1")
        double efficiency() default 0.96;
    }

    private record Settings(Energy energy, Outage outage) implements Objective.Settings {
        @Override
        public ControlSettings applyTo(ControlSettings settings) {
            return settings.withReserve(energy.reserve()).withBackup(outage.applyTo(settings.backup()));
        }
    }

    /** What stays in the batteries. */
    private record Energy(
            double minutes,
            double shutdownMinutes,
            double minimumSoc,
            double blackStartFloor,
            double criticalLoad,
            double socError,
            double efficiency,
            boolean spareCabinet,
            boolean storm) {

        ReserveSettings reserve() {
            return new ReserveSettings(
                    Refusal.seconds("reserve.time", minutes * 60),
                    minimumSoc,
                    criticalLoad,
                    socError,
                    efficiency,
                    Refusal.seconds("reserve.shutdown", shutdownMinutes * 60),
                    blackStartFloor,
                    spareCabinet,
                    storm,
                    ReserveSettings.DEFAULT.lowerAfter());
        }
    }

    /** What happens besides. */
    private record Outage(double readySeconds, double failSeconds, double rating, boolean shed, boolean shedAtLimit) {

        BackupSettings applyTo(BackupSettings settings) {
            BackupSettings.Generators generators = settings.generators();
            return settings.withGenerators(generators
                            .withTimes(
                                    generators.startDelay(),
                                    Refusal.seconds("generators.ready", readySeconds),
                                    Refusal.seconds("generators.failAfter", failSeconds))
                            .withRatedW(rating))
                    .withShedding(settings.shedding().withEnabled(shed).withAtImportLimit(shedAtLimit));
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
        part.apply(settings(form));
    }

    /** The content of a form. */
    static Objective.Settings settings(Form form) {
        return new Settings(
                new Energy(
                        form.minutes(),
                        form.shutdown_minutes(),
                        form.minimum_soc(),
                        form.black_start_floor(),
                        form.critical_load(),
                        form.soc_error(),
                        form.efficiency(),
                        form.spare_cabinet(),
                        form.storm()),
                new Outage(
                        form.generators_ready(),
                        form.generators_fail(),
                        form.generators_rating(),
                        form.shed(),
                        form.shed_at_limit()));
    }

    @Deactivate
    void deactivate() {
        part.stop();
    }
}
