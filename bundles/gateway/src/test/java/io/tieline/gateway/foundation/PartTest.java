package io.tieline.gateway.foundation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieline.model.Alarm;
import io.tieline.model.AlarmBoard;
import io.tieline.model.Event;
import io.tieline.model.Severity;
import io.tieline.model.SiteClock;
import io.tieline.site.SecretReference;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

class PartTest {

    private final List<String> history = new ArrayList<>();
    private final List<Event> events = new ArrayList<>();
    private final AlarmBoard board = new AlarmBoard(SiteClock.system(), events::add);
    private final Deque<Runnable> later = new ArrayDeque<>();
    private boolean isTaken = true;
    private final Part<String, AutoCloseable> part = new Part<>(
            context(),
            AutoCloseable.class,
            Map.of(),
            new Refusal(board, "page", "settings", Severity.MAJOR, "No page"),
            this::check,
            later::add);

    /** What is wrong is found at once; that a port is taken, only when it is to be opened. */
    private Optional<Part.Start<AutoCloseable>> check(String settings) throws SecretReference.UnresolvedException {
        if (settings.equals("secret") && isTaken) {
            throw new SecretReference.UnresolvedException("the file is missing");
        }
        if (settings.equals("shut") && isTaken) {
            return Optional.of(Part.Start.standIn(() -> {
                history.add("stood in");
                return () -> history.add("no stand-in any more");
            }));
        }
        if (settings.equals("wrong")) {
            throw new IllegalArgumentException("port: must not be negative");
        }
        return settings.isEmpty()
                ? Optional.empty()
                : Optional.of(() -> {
                    history.add("made " + settings);
                    if (settings.equals("taken") && isTaken) {
                        throw new IOException("the port is taken");
                    }
                    return () -> history.add("closed " + settings);
                });
    }

    private String alarm() {
        return board.standing().stream().map(Alarm::text).findFirst().orElse("");
    }

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
    void whatRunsCanBeAskedFor() {
        assertThat(part.running()).as("before the first settings").isEmpty();
        part.apply("a");
        assertThat(part.running()).isPresent();
        part.apply("");
        assertThat(part.running()).as("settings that want nothing").isEmpty();
    }

    @Test
    void whatRunsGoesOnUntouchedWhileSettingsAreWrong() {
        part.apply("a");
        part.apply("wrong");
        part.apply("wrong");
        assertThat(history).containsExactly("made a", "registered");
        assertThat(alarm())
                .isEqualTo("The new settings are refused, those before stay in force: port: must not be negative");
        part.apply("a");
        assertThat(history).as("a mistake taken back").containsExactly("made a", "registered");
        assertThat(alarm()).isEmpty();
        part.apply("b");
        assertThat(history).endsWith("unregistered", "closed a", "made b", "registered");
    }

    @Test
    void whatCannotStartGivesWayToWhatRanBefore() {
        part.apply("a");
        part.apply("taken");
        assertThat(history)
                .containsExactly(
                        "made a", "registered", "unregistered", "closed a", "made taken", "made a", "registered");
        assertThat(alarm()).endsWith("those before stay in force: the port is taken");
        part.stop();
        assertThat(history).endsWith("unregistered", "closed a");
    }

    @Test
    void wrongSettingsFromTheStartDoNotTakeTheFormAway() {
        part.apply("wrong");
        assertThat(alarm()).isEqualTo("No page: port: must not be negative");
        part.apply("taken");
        assertThat(alarm()).isEqualTo("No page: the port is taken");
        part.apply("b");
        assertThat(history).containsExactly("made taken", "made b", "registered");
        assertThat(alarm()).isEmpty();
    }

    @Test
    void whatTheWorldRefusesIsTriedAgainUntilItStarts() {
        part.apply("taken");
        later.remove().run();
        later.remove().run();
        assertThat(history).containsExactly("made taken", "made taken", "made taken");
        assertThat(events).as("the log says it once").hasSize(1);
        isTaken = false;
        later.remove().run();
        assertThat(history).endsWith("made taken", "registered");
        assertThat(alarm()).isEmpty();
        assertThat(later).isEmpty();
    }

    @Test
    void aSecretThatIsMissingIsLookedForAgain() {
        part.apply("secret");
        later.remove().run();
        assertThat(alarm()).endsWith("the file is missing");
        isTaken = false;
        later.remove().run();
        assertThat(history).containsExactly("made secret", "registered");
        assertThat(alarm()).isEmpty();
        assertThat(later).isEmpty();
    }

    @Test
    void whatStandsInIsLeftAloneUntilTheSettingsCanBeUsed() {
        part.apply("shut");
        later.remove().run();
        later.remove().run();
        assertThat(history).containsExactly("stood in", "registered");
        assertThat(later).hasSize(1);
        isTaken = false;
        later.remove().run();
        assertThat(history)
                .containsExactly(
                        "stood in", "registered", "unregistered", "no stand-in any more", "made shut", "registered");
        assertThat(later).isEmpty();
    }

    @Test
    void whatStandsInIsNotTriedAgainAfterAnotherWish() {
        part.apply("shut");
        part.apply("a");
        later.remove().run();
        assertThat(later).isEmpty();
        assertThat(history).endsWith("made a", "registered");
    }

    @Test
    void aMistakeIsNotTriedAgain() {
        part.apply("wrong");
        assertThat(later).isEmpty();
    }

    @Test
    void nothingIsTriedAgainOverWhatRunsOrAfterAnotherWishOrAStop() {
        part.apply("a");
        part.apply("taken");
        int before = history.size();
        later.remove().run();
        assertThat(history).as("the part before is not disturbed").hasSize(before);
        part.stop();
        part.apply("taken");
        part.apply("b");
        later.remove().run();
        assertThat(history).endsWith("made b", "registered");
        part.stop();
        part.apply("taken");
        part.stop();
        later.remove().run();
        assertThat(history).endsWith("closed b", "made taken");
    }

    @Test
    void settingsThatWantNothingEndIt() {
        part.apply("a");
        part.apply("");
        assertThat(history).endsWith("unregistered", "closed a");
        part.apply("wrong");
        assertThat(alarm()).startsWith("No page");
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
