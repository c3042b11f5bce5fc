package io.tieline.gateway.uplink;

import io.tieline.gateway.foundation.Foundation;
import io.tieline.gateway.foundation.Part;
import io.tieline.gateway.foundation.Refusal;
import io.tieline.gateway.foundation.Secrets;
import io.tieline.gateway.record.Recorder;
import io.tieline.kafka.KafkaSettings;
import io.tieline.kafka.KafkaSink;
import io.tieline.model.Severity;
import io.tieline.site.SecretReference;
import io.tieline.uplink.Forwarder;
import io.tieline.uplink.UplinkSettings;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.kura.configuration.ConfigurableComponent;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Forwards the record into a Kafka cluster of the owner's. */
@Component(
        name = KafkaComponent.PID,
        configurationPid = KafkaComponent.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE,
        immediate = true,
        service = ConfigurableComponent.class)
@Designate(ocd = KafkaComponent.Form.class)
public final class KafkaComponent implements ConfigurableComponent {

    static final String PID = "io.tieline.gateway.Kafka";

    private static final String SOURCE = "kafka";
    private static final String ALARM = "kafka.settings";
    private static final UplinkSettings.BackOff PAUSES =
            new UplinkSettings.BackOff(Duration.ofSeconds(1), Duration.ofSeconds(60));
    /** Longer than the producer's own delivery timeout of two minutes. */
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /** The form. */
    @ObjectClassDefinition(
            id = PID,
            name = "Tieline Kafka",
            description =
                    "The record into Apache Kafka, one line of JSON per record. Nothing is sent while no server is"
                            + " given.")
    public @interface Form {
        @AttributeDefinition(
                name = "Servers",
                description = "Bootstrap servers: kafka-1.example:9093,kafka-2.example:9093.",
                required = false)
        String servers() default "";

        @AttributeDefinition(name = "Topic", description = "Records of one device keep their order in it.")
        String topic() default "tieline";

        @AttributeDefinition(
                name = "Client settings",
                // A password is never a text area in Kura's console.
                description = "Further settings of the Kafka producer by its own names, one per line:"
                        + " security.protocol=SASL_SSL. More than one best as ${file:PATH} or ${env:NAME}.",
                type = AttributeType.PASSWORD,
                required = false)
        String client() default "";
    }

    private record Settings(String servers, String topic, Secrets.Password client) {

        @Override
        public String toString() {
            return "Kafka at " + servers;
        }
    }

    private final Part<Settings, Forwarder> part;
    private final Secrets secrets;

    @Activate
    public KafkaComponent(
            BundleContext context, @Reference Foundation foundation, @Reference Recorder recorder, Form form) {
        secrets = foundation.secrets();
        Refusal refusal = new Refusal(foundation.alarms(), SOURCE, ALARM, Severity.MAJOR, "Kafka is off");
        part = new Part<>(
                context,
                Forwarder.class,
                Map.of("sink", SOURCE),
                refusal,
                settings -> check(settings, foundation, recorder));
        modified(form);
    }

    @Modified
    void modified(Form form) {
        part.apply(new Settings(form.servers().strip(), form.topic(), secrets.stored(form.client())));
    }

    @Deactivate
    void deactivate() {
        part.stop();
    }

    private static Optional<Part.Start<Forwarder>> check(Settings settings, Foundation foundation, Recorder recorder)
            throws SecretReference.UnresolvedException {
        if (settings.servers().isEmpty()) {
            return Optional.empty();
        }
        KafkaSettings compiled = new KafkaSettings(
                settings.servers(), settings.topic(), lines(foundation.secrets().password(settings.client())));
        return Optional.of(() -> Forwarder.start(
                SOURCE, new KafkaSink(compiled), recorder.journal(), foundation.alarms(), PAUSES, PATIENCE));
    }

    private static Map<String, String> lines(String text) {
        Map<String, String> settings = new TreeMap<>();
        for (String line :
                text.lines().map(String::strip).filter(each -> !each.isEmpty()).toList()) {
            int equals = line.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException("kafka.client: a line is not like security.protocol=SSL");
            }
            settings.put(
                    line.substring(0, equals).strip(),
                    line.substring(equals + 1).strip());
        }
        return settings;
    }
}
