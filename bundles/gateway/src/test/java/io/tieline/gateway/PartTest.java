package io.tieline.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

class PartTest {

    private final List<String> history = new ArrayList<>();
    private final Part<String, AutoCloseable> part = new Part<>(context(), AutoCloseable.class, settings -> {
        history.add("made " + settings);
        if (settings.equals("failing")) {
            throw new IllegalStateException("a maker that fails");
        }
        return settings.equals("wrong") ? Optional.empty() : Optional.of(() -> history.add("closed " + settings));
    });

    @Test
    void equalSettingsAreNoChange() {
        part.apply("a");
        part.apply("a");
        assertThat(history).containsExactly("made a", "registered");
    }

    @Test
    void aChangeWithdrawsTheServiceBeforeItIsClosed() {
        part.apply("a");
        part.apply("b");
        assertThat(history).containsExactly("made a", "registered", "unregistered", "closed a", "made b", "registered");
    }

    @Test
    void wrongSettingsLeaveNothingRunningAndCanBeCorrected() {
        part.apply("a");
        part.apply("wrong");
        part.apply("b");
        assertThat(history)
                .containsExactly(
                        "made a", "registered", "unregistered", "closed a", "made wrong", "made b", "registered");
    }

    @Test
    void aFailingMakerDoesNotTakeTheFormAway() {
        part.apply("failing");
        part.apply("b");
        assertThat(history).containsExactly("made failing", "made b", "registered");
    }

    @Test
    void afterAStopTheSameSettingsStartAnew() {
        part.apply("a");
        part.stop();
        part.apply("a");
        assertThat(history).endsWith("closed a", "made a", "registered");
    }

    /** Only what a part uses of the framework: registering and unregistering one service. */
    private BundleContext context() {
        ServiceRegistration<?> registration = (ServiceRegistration<?>) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {ServiceRegistration.class}, (proxy, method, arguments) -> {
                    history.add("unregistered");
                    return null;
                });
        return (BundleContext) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {BundleContext.class}, (proxy, method, arguments) -> {
                    history.add("registered");
                    return registration;
                });
    }
}
