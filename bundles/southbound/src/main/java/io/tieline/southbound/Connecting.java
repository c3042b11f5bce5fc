package io.tieline.southbound;

import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** One attempt to connect. A session that arrives after the attempt was given up is closed at once. */
final class Connecting {

    private sealed interface Outcome {}

    private record Open() implements Outcome {}

    private record GivenUp() implements Outcome {}

    private record Connected(DeviceSession session) implements Outcome {}

    private record Failed(DeviceFault fault) implements Outcome {}

    private static final Outcome OPEN = new Open();
    private static final Outcome GIVEN_UP = new GivenUp();

    private final AtomicReference<Outcome> outcome = new AtomicReference<>(OPEN);
    private final Runnable wake;

    private Connecting(Runnable wake) {
        this.wake = wake;
    }

    static Connecting start(Protocol protocol, DeviceTarget target, Runnable wake) {
        Connecting attempt = new Connecting(wake);
        try {
            CompletionStage<DeviceSession> stage = protocol.connect(target);
            stage.whenComplete(attempt::settle);
        } catch (RuntimeException | LinkageError e) {
            attempt.settle(null, e);
        }
        return attempt;
    }

    private void settle(@Nullable DeviceSession session, @Nullable Throwable error) {
        Outcome now = session != null
                ? new Connected(session)
                : new Failed(fault(error == null ? new IllegalStateException("no session") : error));
        if (outcome.compareAndSet(OPEN, now)) {
            wake.run();
        } else if (session != null) {
            Link.closeQuietly(session);
        }
    }

    private static DeviceFault fault(Throwable error) {
        Throwable cause = error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
        return cause instanceof DeviceException device ? device.fault() : Link.internal("connecting", cause);
    }

    void giveUp() {
        if (outcome.getAndSet(GIVEN_UP) instanceof Connected connected) {
            Link.closeQuietly(connected.session());
        }
    }

    boolean isOpen() {
        return outcome.get() == OPEN;
    }

    @Nullable
    DeviceSession session() {
        return outcome.get() instanceof Connected connected ? connected.session() : null;
    }

    @Nullable
    DeviceFault fault() {
        return outcome.get() instanceof Failed failed ? failed.fault() : null;
    }
}
