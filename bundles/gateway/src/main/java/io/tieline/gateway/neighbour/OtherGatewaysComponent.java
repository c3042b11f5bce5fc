package io.tieline.gateway.neighbour;

import io.tieline.gateway.control.ControlLoop;
import io.tieline.gateway.foundation.Foundation;
import io.tieline.gateway.foundation.Part;
import io.tieline.gateway.foundation.Refusal;
import io.tieline.gateway.foundation.Secrets;
import io.tieline.gateway.site.SiteRuntime;
import io.tieline.model.Severity;
import io.tieline.site.SecretReference;
import java.util.Optional;
import org.eclipse.kura.configuration.ConfigurableComponent;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Lets the gateways of one site know each other by a key, and meet on the network of the site. */
@Component(
        name = OtherGatewaysComponent.PID,
        configurationPid = OtherGatewaysComponent.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE,
        immediate = true,
        service = ConfigurableComponent.class)
@Designate(ocd = OtherGatewaysComponent.Form.class)
public final class OtherGatewaysComponent implements ConfigurableComponent {

    static final String PID = "io.tieline.gateway.OtherGateways";

    private static final String ALARM = "control.gateways.settings";

    /** The form of the component. */
    @ObjectClassDefinition(
            id = PID,
            name = "Tieline other gateways",
            description =
                    "Of several gateways that reach the same cabinets only the one with the highest epoch moves the"
                            + " batteries. They hear each other over the broker of the uplink, and here also without it.")
    public @interface Form {
        @AttributeDefinition(
                name = "Key",
                description =
                        "The same in all gateways of the site: what is said without it is not believed. At least 16"
                                + " characters; may be ${env:NAME} or ${file:PATH}. Empty: whoever may write to the topic of the"
                                + " site at the broker is believed.",
                type = AttributeType.PASSWORD,
                required = false)
        String key() default "";

        @AttributeDefinition(
                name = "Own address",
                description =
                        "Number of this machine on a network that the gateways share, such as 10.20.0.5: they meet"
                                + " there also while the WAN is down. Needs the key. Empty: at the broker only.",
                required = false)
        String address() default "";

        @AttributeDefinition(
                name = "Multicast group",
                description = "Where they meet on that network, the same for all: address and UDP port.")
        String group() default "239.255.84.76:18476";
    }

    private record Settings(Secrets.Password key, String address, String group) {

        @Override
        public String toString() {
            return "other gateways at " + group + " from " + address;
        }
    }

    private final Part<Settings, Neighbours> part;
    private final Secrets secrets;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable ControlLoop control;

    @Activate
    public OtherGatewaysComponent(
            BundleContext context,
            @Reference Foundation foundation,
            @Reference(cardinality = ReferenceCardinality.OPTIONAL, policyOption = ReferencePolicyOption.GREEDY)
                    @Nullable
                    SiteRuntime site,
            Form form) {
        secrets = foundation.secrets();
        Refusal refusal = new Refusal(
                foundation.alarms(), "control", ALARM, Severity.MAJOR, "Other gateways are known by the broker only");
        part = new Part<>(context, Neighbours.class, refusal, settings -> check(settings, foundation, site));
        modified(form);
    }

    @Modified
    void modified(Form form) {
        part.apply(new Settings(
                secrets.stored(form.key()), form.address().strip(), form.group().strip()));
    }

    @Deactivate
    void deactivate() {
        part.stop();
    }

    private Optional<Part.Start<Neighbours>> check(Settings settings, Foundation foundation, @Nullable SiteRuntime site)
            throws SecretReference.UnresolvedException {
        boolean empty = settings.key().isEmpty() && settings.address().isEmpty();
        if (empty || site == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(start(settings, foundation, Self.of(site.description(), foundation)));
        } catch (IllegalArgumentException | SecretReference.UnresolvedException e) {
            if (settings.key().isEmpty()
                    || part.running().filter(running -> !running.isShut()).isPresent()) {
                throw e;
            }
            // Who wanted a key must not be without one because of a mistake.
            String why = String.valueOf(e.getMessage());
            return Optional.of(Part.Start.standIn(() -> Neighbours.shut(why, foundation.alarms())));
        }
    }

    private Part.Start<Neighbours> start(Settings settings, Foundation foundation, Self self)
            throws SecretReference.UnresolvedException {
        if (settings.key().isEmpty()) {
            throw new IllegalArgumentException("other-gateways.key: empty, and without it anybody on the network of "
                    + settings.address() + " could stop this gateway; make one with: openssl rand -base64 24");
        }
        Seal seal = new KeySeal(secrets.password(settings.key()), self.site());
        if (settings.address().isEmpty()) {
            return () -> new Neighbours(seal, () -> {});
        }
        Meeting meeting = Meeting.of(settings.address(), settings.group());
        OtherGateways talk = OtherGateways.of(
                self,
                OtherGateways.RENEWAL_ON_NETWORK,
                () -> Optional.ofNullable(control).map(ControlLoop::gateways),
                () -> seal,
                foundation);
        return () -> new Neighbours(seal, LocalNetwork.start(meeting, talk, foundation.alarms(), System::nanoTime));
    }
}
