package io.tieline.gateway.foundation;

import io.tieline.site.SecretReference;
import java.io.IOException;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

/**
 * A part of the gateway that is made from a settings record, offered to the other parts as a service, and made anew when
 * its settings really change. Settings that are wrong are refused, and what runs goes on with those it had.
 *
 * <p>The component around it stays registered whatever happens, so that the Kura console can still show and correct a
 * form whose content is wrong; and a console that sends the same values three times in a row costs nothing. Parts that
 * depend on this one reference its service, so declarative services stop and start them in the right order.
 *
 * <p>What the world refuses, an address that is not there yet, a disk that is not mounted or a secret whose file is missing, is
 * tried again by itself while nothing else runs in its place: after a power cut the gateway is often up before the network is.
 *
 * @param <S> the settings
 * @param <T> the type of the service
 */
public final class Part<S, T> {

    /** Makes the service in two steps, so that a mistake is found while the service before still runs. */
    @FunctionalInterface
    public interface Maker<S, T> {
        /**
         * Judges settings and starts nothing.
         *
         * @return empty if they want nothing to run
         * @throws IllegalArgumentException if they are wrong; the message names the field and the remedy
         */
        Optional<Start<T>> check(S settings) throws IOException, SecretReference.UnresolvedException;
    }

    /** Starts the service; by then the one before has ended. */
    @FunctionalInterface
    public interface Start<T> {
        T start() throws IOException, SecretReference.UnresolvedException;

        /** Whether it only stands in until the settings can be used, which is tried again meanwhile. */
        default boolean isStandIn() {
            return false;
        }

        /** What is to run while settings cannot be used, where nothing at all would be worse. */
        static <T> Start<T> standIn(Start<T> start) {
            return new Start<>() {
                @Override
                public T start() throws IOException, SecretReference.UnresolvedException {
                    return start.start();
                }

                @Override
                public boolean isStandIn() {
                    return true;
                }
            };
        }
    }

    private static final Executor SOON = CompletableFuture.delayedExecutor(10, TimeUnit.SECONDS);

    /** What it runs with, or can be started with again. */
    private record Running<S, T>(S settings, Start<T> start) {}

    private final BundleContext context;
    private final Class<T> type;
    private final Dictionary<String, ?> properties;
    private final Refusal refusal;
    private final Maker<S, T> maker;
    private final Executor later;
    /** What was asked for last, right or wrong. */
    private @Nullable S settings;

    private @Nullable Running<S, T> inForce;
    private volatile @Nullable T running;
    private @Nullable ServiceRegistration<T> registration;

    /**
     * A part that does not run yet.
     *
     * @param properties of the service
     * @param refusal says that settings are wrong
     * @param later runs what is to be tried again, after a while
     */
    Part(
            BundleContext context,
            Class<T> type,
            Map<String, ?> properties,
            Refusal refusal,
            Maker<S, T> maker,
            Executor later) {
        this.context = context;
        this.type = type;
        this.properties = new Hashtable<>(properties);
        this.refusal = refusal;
        this.maker = maker;
        this.later = later;
    }

    public Part(BundleContext context, Class<T> type, Map<String, ?> properties, Refusal refusal, Maker<S, T> maker) {
        this(context, type, properties, refusal, maker, SOON);
    }

    public Part(BundleContext context, Class<T> type, Refusal refusal, Maker<S, T> maker) {
        this(context, type, Map.of(), refusal, maker);
    }

    /** Runs with these settings from now on; with those before if these are wrong. */
    public synchronized void apply(S wanted) {
        if (Objects.equals(settings, wanted)) {
            return;
        }
        settings = wanted;
        attempt(wanted);
    }

    /** What runs now; does not wait for a change that is under way. */
    public Optional<T> running() {
        return Optional.ofNullable(running);
    }

    private void attempt(S wanted) {
        try {
            // Who takes a mistake back finds it running as it was.
            boolean asItWas = inForce != null && inForce.settings().equals(wanted);
            if (!asItWas || isStoodIn()) {
                Running<S, T> next = maker.check(wanted)
                        .map(start -> new Running<>(wanted, start))
                        .orElse(null);
                if (!asItWas || next == null || !next.start().isStandIn()) {
                    change(next);
                }
            }
            refusal.none();
            if (isStoodIn()) {
                later.execute(() -> again(wanted));
            }
        } catch (IOException | SecretReference.UnresolvedException | RuntimeException e) {
            // Out of an activation it would take the form out of the console, and nobody could correct it there.
            refusal.tell(e, running != null);
            if (e instanceof IOException || e instanceof SecretReference.UnresolvedException) {
                later.execute(() -> again(wanted));
            }
        }
    }

    private boolean isStoodIn() {
        return inForce != null && inForce.start().isStandIn();
    }

    private synchronized void again(S wanted) {
        if (wanted.equals(settings) && (running == null || isStoodIn())) {
            attempt(wanted);
        }
    }

    private void change(@Nullable Running<S, T> next) throws IOException, SecretReference.UnresolvedException {
        Running<S, T> before = inForce;
        end();
        try {
            begin(next);
        } catch (IOException | SecretReference.UnresolvedException | RuntimeException e) {
            goBack(before, e);
            throw e;
        }
    }

    private void begin(@Nullable Running<S, T> next) throws IOException, SecretReference.UnresolvedException {
        if (next != null) {
            T made = next.start().start();
            inForce = next;
            running = made;
            registration = context.registerService(type, made, properties);
        }
    }

    private void goBack(@Nullable Running<S, T> before, Exception why) {
        try {
            begin(before);
        } catch (IOException | SecretReference.UnresolvedException | RuntimeException e) {
            why.addSuppressed(e);
        }
    }

    public synchronized void stop() {
        settings = null;
        end();
    }

    private void end() {
        inForce = null;
        if (registration != null) {
            registration.unregister();
            registration = null;
        }
        T ended = running;
        running = null;
        if (ended instanceof AutoCloseable closeable) {
            Closing.quietly(closeable);
        }
    }
}
