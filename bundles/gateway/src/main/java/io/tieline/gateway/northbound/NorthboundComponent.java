package io.tieline.gateway.northbound;

import io.tieline.console.PasswordHash;
import io.tieline.gateway.foundation.DataDirectory;
import io.tieline.gateway.foundation.Foundation;
import io.tieline.gateway.foundation.Part;
import io.tieline.gateway.foundation.Refusal;
import io.tieline.gateway.foundation.Secrets;
import io.tieline.gateway.site.SiteRuntime;
import io.tieline.model.Severity;
import io.tieline.northbound.NorthboundServer;
import io.tieline.northbound.ServerSettings;
import io.tieline.site.SecretReference;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BiPredicate;
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
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Offers the one model to others over OPC UA, read only. Off until somebody wants it. */
@Component(
        name = NorthboundComponent.PID,
        configurationPid = NorthboundComponent.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE,
        immediate = true,
        service = ConfigurableComponent.class)
@Designate(ocd = NorthboundComponent.Form.class)
public final class NorthboundComponent implements ConfigurableComponent {

    static final String PID = "io.tieline.gateway.Northbound";

    private static final String ALARM = "settings";

    /** The form of the OPC UA server. */
    @ObjectClassDefinition(
            id = PID,
            name = "Tieline OPC UA server",
            description = "Every point of the site, read only, encrypted and with a login.")
    public @interface Form {
        @AttributeDefinition(name = "Enabled", description = "Nothing listens while it is off.")
        boolean enabled() default false;

        @AttributeDefinition(
                name = "Address",
                description = "Where to listen: 127.0.0.1 for this machine only, 0.0.0.0 for every interface.")
        String host() default ServerSettings.LOOPBACK;

        @AttributeDefinition(name = "Port", description = "Of opc.tcp.", min = "1", max = "65535")
        int port() default ServerSettings.PORT;

        @AttributeDefinition(name = "User", description = "Who may read.")
        String user() default "reader";

        @AttributeDefinition(
                name = "Password",
                description = "Of the user; may be ${env:NAME} or ${file:PATH}. Required while enabled.",
                type = AttributeType.PASSWORD,
                required = false)
        String password() default "";
    }

    private record Settings(boolean enabled, String host, int port, String user, Secrets.Password password) {
        @Override
        public String toString() {
            return "OPC UA at " + host + ":" + port;
        }
    }

    private final Part<Settings, NorthboundServer> part;
    private final Secrets secrets;

    @Activate
    public NorthboundComponent(
            BundleContext context,
            @Reference Foundation foundation,
            @Reference(cardinality = ReferenceCardinality.OPTIONAL, policyOption = ReferencePolicyOption.GREEDY)
                    @Nullable
                    SiteRuntime site,
            Form form) {
        secrets = foundation.secrets();
        Path data = DataDirectory.of(context).resolve("northbound");
        Refusal refusal =
                new Refusal(foundation.alarms(), "northbound", ALARM, Severity.MINOR, "The OPC UA server is off");
        part = new Part<>(
                context, NorthboundServer.class, refusal, settings -> check(settings, data, foundation, site));
        modified(form);
    }

    @Modified
    void modified(Form form) {
        part.apply(
                new Settings(form.enabled(), form.host(), form.port(), form.user(), secrets.stored(form.password())));
    }

    @Deactivate
    void deactivate() {
        part.stop();
    }

    private static Optional<Part.Start<NorthboundServer>> check(
            Settings settings, Path data, Foundation foundation, @Nullable SiteRuntime site)
            throws SecretReference.UnresolvedException {
        if (!settings.enabled() || site == null) {
            return Optional.empty();
        }
        ServerSettings server = new ServerSettings(
                settings.host(), settings.port(), false, data, login(settings, foundation.secrets()));
        return Optional.of(() -> new NorthboundServer(site.image(), server, foundation.clock(), foundation.alarms()));
    }

    private static BiPredicate<String, String> login(Settings settings, Secrets secrets)
            throws SecretReference.UnresolvedException {
        String password = secrets.password(settings.password());
        if (password.isEmpty()) {
            throw new IllegalArgumentException("it has no password; give one in the form Tieline OPC UA server");
        }
        PasswordHash hash = PasswordHash.of(password);
        return (user, tried) -> user.equals(settings.user()) && hash.matches(tried);
    }
}
