package io.tieline.gateway.uplink;

import io.tieline.gateway.control.ControlLoop;
import io.tieline.gateway.foundation.Foundation;
import io.tieline.gateway.foundation.Part;
import io.tieline.gateway.foundation.Refusal;
import io.tieline.gateway.foundation.Secrets;
import io.tieline.gateway.neighbour.Neighbours;
import io.tieline.gateway.neighbour.OtherGateways;
import io.tieline.gateway.neighbour.Seal;
import io.tieline.gateway.neighbour.Self;
import io.tieline.gateway.record.Recorder;
import io.tieline.gateway.site.SiteRuntime;
import io.tieline.gateway.update.Updating;
import io.tieline.model.CommandPort;
import io.tieline.model.Severity;
import io.tieline.site.SecretReference;
import io.tieline.uplink.Intake;
import io.tieline.uplink.RequestDesk;
import io.tieline.uplink.RequestDoor;
import io.tieline.uplink.SiteTalk;
import io.tieline.uplink.Uplink;
import io.tieline.uplink.UplinkSettings;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.eclipse.kura.configuration.ConfigurableComponent;
import org.eclipse.kura.security.keystore.KeystoreService;
import org.eclipse.kura.ssl.SslManagerService;
import org.eclipse.kura.system.SystemService;
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
import org.osgi.service.metatype.annotations.Option;

/** Forwards the record upstream as a Sparkplug B edge node. */
@Component(
        name = UplinkComponent.PID,
        configurationPid = UplinkComponent.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE,
        immediate = true,
        service = {ConfigurableComponent.class, RequestDoor.class})
@Designate(ocd = UplinkComponent.Form.class)
public final class UplinkComponent implements ConfigurableComponent, RequestDoor {

    static final String PID = "io.tieline.gateway.Uplink";

    private static final String ALARM = "uplink.settings";

    /** The form of the uplink. */
    @ObjectClassDefinition(
            id = PID,
            name = "Tieline uplink",
            description = "Sparkplug B over MQTT. Nothing is sent while no broker is given.")
    public @interface Form {
        @AttributeDefinition(
                name = "Brokers",
                description = "Tried in this order, separated by blanks: ssl://host:8883 or tcp://host:1883.",
                required = false)
        String brokers() default "";

        @AttributeDefinition(name = "Group id", description = "Sparkplug group, one topic level.")
        String group() default "tieline";

        @AttributeDefinition(
                name = "Edge node id",
                description = "Sparkplug edge node, one topic level; empty: the serial number Kura knows.",
                required = false)
        String node() default "gateway";

        @AttributeDefinition(
                name = "Primary host",
                description = "Host application without which nothing is sent; empty: send regardless.",
                required = false)
        String primary_host() default "";

        @AttributeDefinition(
                name = "Other gateways",
                description = "Yes: gateways of the same group whose sites have the same name hear each other over the"
                        + " broker, and of these only the one with the highest epoch moves the batteries.")
        boolean other_gateways() default true;

        @AttributeDefinition(name = "User", description = "Empty: anonymous.", required = false)
        String user() default "";

        @AttributeDefinition(
                name = "Password",
                description = "Of the user; may be ${env:NAME} or ${file:PATH}.",
                type = AttributeType.PASSWORD,
                required = false)
        String password() default "";

        @AttributeDefinition(
                name = "Authorities",
                description = "PEM file of the certificate authorities to trust; empty: those of the Java runtime."
                        + " Without this file and a client certificate file, those of Kura.",
                required = false)
        String authorities() default "";

        @AttributeDefinition(
                name = "Client certificate",
                description = "PKCS 12 file with certificate and key; empty: none.",
                required = false)
        String key_store() default "";

        @AttributeDefinition(
                name = "Client certificate password",
                description = "Of the PKCS 12 file; may be ${env:NAME} or ${file:PATH}.",
                type = AttributeType.PASSWORD,
                required = false)
        String key_store_password() default "";

        @AttributeDefinition(
                name = "KeystoreService Target Filter",
                description = "Key store of Kura with the client certificate and the authorities to trust. Files above"
                        + " go first: with any of them this is not read. (kura.service.pid=changeme): what Kura uses"
                        + " everywhere (its SSL manager), or else the authorities of the Java runtime.")
        String KeystoreService_target() default KuraKeys.NONE;

        @AttributeDefinition(
                name = "MQTT version",
                description = "What the brokers speak.",
                options = {@Option(label = "3.1.1", value = "V3_1_1"), @Option(label = "5", value = "V5")})
        String mqtt() default "V3_1_1";

        @AttributeDefinition(
                name = "History per second",
                description =
                        "Samples of history sent per second at most after an outage; live data always goes first.",
                min = "1")
        int history_per_second() default 50_000;

        @AttributeDefinition(
                name = "Message bytes",
                description = "No data message is larger. Keep it below what the broker takes (mosquitto:"
                        + " message_size_limit), for some brokers drop larger ones without a word.",
                min = "1024")
        int message_bytes() default 131_072;

        @AttributeDefinition(
                name = "Dead bands",
                description =
                        "Changes too small to be sent, in the point's unit: battery.soc=0.5 *.power=100. The record"
                                + " at the site keeps everything.",
                required = false)
        String dead_bands() default "";

        @AttributeDefinition(
                name = "Longest silence",
                description =
                        "Seconds after which an unchanged value is sent again; 0: never, as Sparkplug recommends.",
                min = "0")
        int longest_silence() default 0;

        @AttributeDefinition(
                name = "Signers",
                description = "Whose requests are followed: name=key, one per line, the Ed25519 public key in base64 of"
                        + " its DER form. Empty: everybody the broker lets publish to this node.|TextArea",
                required = false)
        String signers() default "";

        @AttributeDefinition(
                name = "Points that may be written",
                description =
                        "Over DCMD, separated by blanks: pdu-1/outlet.*.switch ups-a/ups.test.start. Never the power"
                                + " of batteries: for that there are leases. Empty: none.",
                required = false)
        String writable() default "";
    }

    private final Part<UplinkEntries, Uplink> part;
    private final Secrets secrets;
    private final KuraKeys kuraKeys;
    private final @Nullable SystemService machine;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable ControlLoop control;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable CommandPort devices;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable Updating updating;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable Neighbours neighbours;

    private volatile RequestDoor door = RequestDoor.closed("the uplink's form was not read yet");

    @Activate
    public UplinkComponent(
            BundleContext context,
            @Reference Foundation foundation,
            @Reference Recorder recorder,
            @Reference(cardinality = ReferenceCardinality.OPTIONAL, policyOption = ReferencePolicyOption.GREEDY)
                    @Nullable
                    SiteRuntime site,
            @Reference(
                            name = "KeystoreService",
                            cardinality = ReferenceCardinality.OPTIONAL,
                            policyOption = ReferencePolicyOption.GREEDY)
                    @Nullable
                    KeystoreService keyStore,
            @Reference(cardinality = ReferenceCardinality.OPTIONAL) @Nullable SslManagerService certificates,
            @Reference(cardinality = ReferenceCardinality.OPTIONAL) @Nullable SystemService machine,
            Form form) {
        kuraKeys = new KuraKeys(keyStore, certificates);
        this.machine = machine;
        secrets = foundation.secrets();
        Refusal refusal = new Refusal(foundation.alarms(), "uplink", ALARM, Severity.MAJOR, "The uplink is off");
        part = new Part<>(context, Uplink.class, refusal, entries -> check(entries, foundation, recorder, site));
        modified(form);
    }

    @Modified
    void modified(Form form) {
        UplinkEntries entries = UplinkEntries.of(form, secrets);
        door = door(entries);
        part.apply(entries);
    }

    /** Open also without a broker of ours: Kura has cloud connections of its own. */
    private RequestDoor door(UplinkEntries entries) {
        try {
            return RequestDoor.of(new Intake(entries.allowedSigners()), requests(entries));
        } catch (IllegalArgumentException e) {
            return RequestDoor.closed("the uplink's form has a mistake: " + e.getMessage());
        }
    }

    @Override
    public CompletionStage<Answer> take(byte[] text) {
        return door.take(text);
    }

    @Deactivate
    void deactivate() {
        part.stop();
    }

    private Optional<Part.Start<Uplink>> check(
            UplinkEntries entries, Foundation foundation, Recorder recorder, @Nullable SiteRuntime site)
            throws SecretReference.UnresolvedException {
        if (entries.brokers().isEmpty() || site == null) {
            return Optional.empty();
        }
        UplinkSettings compiled = entries.settings(foundation.secrets(), kuraKeys, machine);
        RequestDesk desk = requests(entries);
        SiteTalk talk = entries.otherGateways()
                ? OtherGateways.of(
                        Self.of(site.description(), foundation),
                        OtherGateways.RENEWAL_AT_BROKER,
                        () -> Optional.ofNullable(control).map(ControlLoop::gateways),
                        () -> Optional.ofNullable(neighbours)
                                .map(Neighbours::seal)
                                .orElse(Seal.NONE),
                        foundation)
                : SiteTalk.NONE;
        return Optional.of(() -> Uplink.start(
                compiled,
                site.image(),
                recorder.journal(),
                foundation.clock(),
                foundation.alarms(),
                foundation.events(),
                desk,
                () -> Optional.ofNullable(updating).map(Updating::report).orElse(""),
                talk));
    }

    private RequestDesk requests(UplinkEntries entries) {
        return new UplinkRequests(
                entries.writablePoints(),
                () -> Optional.ofNullable(control).map(running -> running::offer),
                () -> Optional.ofNullable(devices),
                () -> Optional.ofNullable(updating));
    }
}
