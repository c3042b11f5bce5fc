package io.tieline.gateway.page;

import io.tieline.console.Console;
import io.tieline.console.ConsoleSettings;
import io.tieline.console.ConsoleUser;
import io.tieline.console.PasswordHash;
import io.tieline.console.Role;
import io.tieline.console.UserStore;
import io.tieline.gateway.foundation.DataDirectory;
import io.tieline.gateway.foundation.Foundation;
import io.tieline.gateway.foundation.Part;
import io.tieline.gateway.foundation.Refusal;
import io.tieline.gateway.foundation.Secrets;
import io.tieline.gateway.operation.Operation;
import io.tieline.model.Event;
import io.tieline.model.Severity;
import io.tieline.site.SecretReference;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves the operator page. Needs nothing but the foundation, so that it can still say what is wrong with the rest. */
@Component(
        name = ConsoleComponent.PID,
        configurationPid = ConsoleComponent.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE,
        immediate = true,
        service = ConfigurableComponent.class)
@Designate(ocd = ConsoleComponent.Form.class)
public final class ConsoleComponent implements ConfigurableComponent {

    static final String PID = "io.tieline.gateway.Console";

    private static final Logger LOG = LoggerFactory.getLogger("tieline");
    private static final String ALARM = "console.off";

    /** The form of the operator page. */
    @ObjectClassDefinition(
            id = PID,
            name = "Tieline operator page",
            description = "The operator page and its REST, over HTTPS with a login of its own.")
    public @interface Form {
        @AttributeDefinition(
                name = "Address",
                description = "Where to listen: 127.0.0.1 for this machine only, 0.0.0.0 for every interface.")
        String host() default ConsoleSettings.LOOPBACK;

        @AttributeDefinition(name = "Port", description = "0: any free one.", min = "0", max = "65535")
        int port() default ConsoleSettings.DEFAULT_PORT;

        @AttributeDefinition(
                name = "Operator password",
                description = "Of the user 'operator'; may be ${env:NAME} or ${file:PATH}. Empty: the users of the file"
                        + " console/console-users in the data directory, made at the first start.",
                type = AttributeType.PASSWORD,
                required = false)
        String password() default "";

        @AttributeDefinition(
                name = "Certificate chain",
                description = "PEM file; empty: a self-signed certificate is made at the first start.",
                required = false)
        String certificate() default "";

        @AttributeDefinition(
                name = "Certificate key",
                description = "PEM file, PKCS 8, readable by the gateway's user only.",
                required = false)
        String key() default "";
    }

    private record Settings(String host, int port, Secrets.Password password, String certificate, String key) {
        @Override
        public String toString() {
            return "console at " + host + ":" + port;
        }
    }

    /** Keys and the web server take seconds on a small machine: no reason for the batteries to wait. */
    private final Afterwards starter;

    private final Part<Settings, Console> part;
    private final Secrets secrets;

    @Activate
    public ConsoleComponent(
            BundleContext context, @Reference Foundation foundation, @Reference Operation operation, Form form) {
        secrets = foundation.secrets();
        starter = new Afterwards("console-start", foundation.underControl());
        Path data = DataDirectory.of(context).resolve("console");
        Refusal refusal = new Refusal(foundation.alarms(), "console", ALARM, Severity.MAJOR, "No operator page");
        part = new Part<>(context, Console.class, refusal, settings -> {
            ConsoleSettings compiled = compile(settings, data, foundation.secrets());
            return Optional.of(() -> start(compiled, foundation, operation));
        });
        modified(form);
    }

    @Modified
    void modified(Form form) {
        Settings settings =
                new Settings(form.host(), form.port(), secrets.stored(form.password()), form.certificate(), form.key());
        starter.execute(() -> part.apply(settings));
    }

    @Deactivate
    void deactivate() {
        // A page that is just being started is stopped below all the same.
        starter.close();
        part.stop();
    }

    private static Console start(ConsoleSettings settings, Foundation foundation, Operation operation)
            throws IOException {
        Console console = Console.start(
                settings,
                operation.view(),
                operation.actions(),
                operation::metrics,
                foundation.events(),
                foundation.clock());
        foundation
                .events()
                .accept(Event.state(
                        foundation.clock().utcMillis(), "console", "The operator page is at " + console.uri()));
        return console;
    }

    private static ConsoleSettings compile(Settings settings, Path data, Secrets secrets)
            throws IOException, SecretReference.UnresolvedException {
        List<ConsoleUser> users = new ArrayList<>();
        if (settings.password().isEmpty()) {
            UserStore store = UserStore.open(data);
            users.addAll(store.users());
            store.firstPassword()
                    .ifPresent(file -> LOG.warn(
                            "First start: log in to the operator page as user admin with the password in {};"
                                    + " the file is gone after the next start",
                            file));
        } else {
            String password = secrets.password(settings.password());
            users.add(new ConsoleUser("operator", PasswordHash.of(password).encoded(), Role.OPERATOR));
        }
        Optional<ConsoleSettings.CertificateFiles> tls = settings.certificate().isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new ConsoleSettings.CertificateFiles(Path.of(settings.certificate()), Path.of(settings.key())));
        return new ConsoleSettings(settings.host(), settings.port(), data, users, tls);
    }
}
