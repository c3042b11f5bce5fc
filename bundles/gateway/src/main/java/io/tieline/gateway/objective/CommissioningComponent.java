package io.tieline.gateway.objective;

import io.tieline.control.settings.CommissioningSettings;
import io.tieline.control.settings.ControlSettings;
import io.tieline.control.settings.GatewaySettings;
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

/** The form of who may move the batteries: the commissioning test, and which of several gateways this is. */
@Component(
        name = CommissioningComponent.PID,
        configurationPid = CommissioningComponent.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE,
        immediate = true,
        service = ConfigurableComponent.class)
@Designate(ocd = CommissioningComponent.Form.class)
public final class CommissioningComponent implements ConfigurableComponent {

    static final String PID = "io.tieline.gateway.Commissioning";
    static final String NAME = "commissioning";

    /** The form. */
    @ObjectClassDefinition(
            id = PID,
            name = "Tieline commissioning",
            description = "What must be proved before batteries are moved, and which of several gateways this is.")
    public @interface Form {
        @AttributeDefinition(
                name = "Required",
                description = "Yes: a cabinet is commanded only after it has passed the commissioning test.")
        boolean required() default true;

        @AttributeDefinition(
                name = "Step",
                description = "Share of its nominal power a cabinet is moved by in the test.",
                min = "0.01",
                max = "0.5")
        double step() default 0.05;

        @AttributeDefinition(
                name = "Tolerance",
                description = "By what share the meter's answer may differ from the step.",
                min = "0.05",
                max = "0.5")
        double tolerance() default 0.2;

        @AttributeDefinition(
                name = "Gateway name",
                description = "Among several gateways of one site; they must differ.")
        String gateway_name() default "gateway";

        @AttributeDefinition(
                name = "Gateway epoch",
                description = "Of several gateways only the one with the highest epoch writes; count up to take over.",
                min = "0")
        long gateway_epoch() default 1;
    }

    private record Settings(boolean required, double step, double tolerance, String gateway, long epoch)
            implements Objective.Settings {
        @Override
        public ControlSettings applyTo(ControlSettings settings) {
            CommissioningSettings test = CommissioningSettings.REQUIRED;
            return settings.withCommissioning(new CommissioningSettings(
                            required, step, tolerance, test.holdSeconds(), test.slowestSeconds()))
                    .withGateway(new GatewaySettings(gateway, epoch));
        }
    }

    private final Part<Objective.Settings, Objective> part;

    @Activate
    public CommissioningComponent(BundleContext context, @Reference Foundation foundation, Form form) {
        part = Objective.part(context, NAME, foundation);
        modified(form);
    }

    @Modified
    void modified(Form form) {
        part.apply(new Settings(
                form.required(), form.step(), form.tolerance(), form.gateway_name(), form.gateway_epoch()));
    }

    @Deactivate
    void deactivate() {
        part.stop();
    }
}
