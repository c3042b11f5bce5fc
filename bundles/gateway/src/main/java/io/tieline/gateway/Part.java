package io.tieline.gateway;

import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A part of the gateway that is made from a settings record, offered to the other parts as a service, and made anew when
 * its settings really change.
 *
 * <p>The component around it stays registered whatever happens, so that the Kura console can still show and correct a
 * form whose content is wrong; and a console that sends the same values three times in a row costs nothing. Parts that
 * depend on this one reference its service, so declarative services stop and start them in the right order.
 *
 * @param <S> the settings
 * @param <T> the type of the service
 */
final class Part<S, T> {

    private static final Logger LOG = LoggerFactory.getLogger("tieline");

    private final BundleContext context;
    private final Class<T> type;
    private final Dictionary<String, ?> properties;
    private final Function<S, Optional<T>> maker;
    private @Nullable S settings;
    private @Nullable T running;
    private @Nullable ServiceRegistration<T> registration;

    /**
     * A part that does not run yet.
     *
     * @param properties of the service
     * @param maker makes and starts the service; empty if the settings are not usable (and then it has raised an alarm)
     */
    Part(BundleContext context, Class<T> type, Map<String, ?> properties, Function<S, Optional<T>> maker) {
        this.context = context;
        this.type = type;
        this.properties = new Hashtable<>(properties);
        this.maker = maker;
    }

    Part(BundleContext context, Class<T> type, Function<S, Optional<T>> maker) {
        this(context, type, Map.of(), maker);
    }

    /** Runs with these settings from now on. */
    synchronized void apply(S wanted) {
        if (Objects.equals(settings, wanted)) {
            return;
        }
        stop();
        settings = wanted;
        make(wanted).ifPresent(made -> {
            running = made;
            registration = context.registerService(type, made, properties);
        });
    }

    private Optional<T> make(S wanted) {
        try {
            return maker.apply(wanted);
        } catch (RuntimeException e) {
            // Out of an activation it would take the form out of the console, and nobody could correct it there.
            LOG.error("{} cannot be started with these settings", type.getSimpleName(), e);
            return Optional.empty();
        }
    }

    synchronized void stop() {
        settings = null;
        if (registration != null) {
            registration.unregister();
            registration = null;
        }
        if (running instanceof AutoCloseable closeable) {
            Closing.quietly(closeable);
        }
        running = null;
    }
}
