package io.tieline.console;

import io.tieline.console.Sessions.Session;
import io.tieline.model.Event;
import io.tieline.model.EventSink;
import io.tieline.model.Severity;
import io.tieline.model.SiteClock;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Decides who gets in, by session cookie or by {@code Authorization: Basic}. */
final class Gatekeeper {

    /** Deriving a key takes a tenth of a second of CPU: guessing must not starve the control room of it. */
    private static final int DERIVATIONS_AT_ONCE = 1;

    /** Checked even for an unknown user, so that the time taken does not tell who exists. */
    private static final PasswordHash NOBODY = PasswordHash.neverMatching();

    private static final int MAX_REMEMBERED = 64;
    private static final Duration REMEMBERED = Duration.ofMinutes(5);

    private final Map<String, ConsoleUser> users;
    private final Sessions sessions;
    private final LoginThrottle throttle;
    private final EventSink events;
    private final SiteClock clock;
    private final LongSupplier nanoTime;
    private final Semaphore derivations = new Semaphore(DERIVATIONS_AT_ONCE);

    private final byte[] memoryKey = new byte[32];
    private final Map<String, Remembered> remembered = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Remembered> eldest) {
            return size() > MAX_REMEMBERED;
        }
    };

    private record Remembered(ConsoleUser user, long untilNanos) {}

    /** How an attempt to get in ended. */
    sealed interface Attempt {
        record In(ConsoleUser user) implements Attempt {}

        record Wrong() implements Attempt {}

        record Wait(Duration howLong) implements Attempt {}
    }

    Gatekeeper(List<ConsoleUser> users, Sessions sessions, EventSink events, SiteClock clock, LongSupplier nanoTime) {
        this.users = users.stream().collect(Collectors.toUnmodifiableMap(ConsoleUser::name, user -> user));
        this.sessions = sessions;
        this.throttle = new LoginThrottle(nanoTime);
        this.events = events;
        this.clock = clock;
        this.nanoTime = nanoTime;
        new SecureRandom().nextBytes(memoryKey);
    }

    Sessions sessions() {
        return sessions;
    }

    /** Checks a name and a password that came from an address. */
    Attempt check(String address, String name, String password) {
        Duration wait = throttle.wait(address);
        if (!wait.isZero()) {
            return new Attempt.Wait(wait);
        }
        if (!mayDerive()) {
            return new Attempt.Wait(Duration.ofSeconds(1));
        }
        try {
            ConsoleUser user = users.get(name);
            PasswordHash hash = user == null ? NOBODY : PasswordHash.parse(user.passwordHash());
            if (hash.matches(password) && user != null) {
                throttle.succeeded(address);
                return new Attempt.In(user);
            }
            return wrong(address);
        } finally {
            derivations.release();
        }
    }

    private boolean mayDerive() {
        try {
            return derivations.tryAcquire(2, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Attempt wrong(String address) {
        if (throttle.failed(address)) {
            Duration wait = throttle.wait(address);
            events.accept(new Event(
                    clock.utcMillis(),
                    Event.Kind.STATE,
                    Severity.MINOR,
                    "console",
                    "Too many wrong passwords from " + address + ": it must wait " + wait.toSeconds() + " s.",
                    Map.of("address", address, "waitS", wait.toSeconds())));
        }
        return new Attempt.Wrong();
    }

    /** Who an {@code Authorization} header belongs to; a right one is remembered for some minutes, as a keyed hash. */
    Attempt basic(String address, String header) {
        String key = keyedHash(header);
        Optional<ConsoleUser> known = recall(key);
        if (known.isPresent()) {
            return new Attempt.In(known.get());
        }
        String[] pair = decode(header);
        if (pair.length != 2) {
            return new Attempt.Wrong();
        }
        Attempt attempt = check(address, pair[0], pair[1]);
        if (attempt instanceof Attempt.In in) {
            synchronized (remembered) {
                remembered.put(key, new Remembered(in.user(), nanoTime.getAsLong() + REMEMBERED.toNanos()));
            }
        }
        return attempt;
    }

    Optional<Session> session(String token) {
        return sessions.find(token);
    }

    private Optional<ConsoleUser> recall(String key) {
        synchronized (remembered) {
            Remembered entry = remembered.get(key);
            return entry != null && entry.untilNanos() - nanoTime.getAsLong() > 0
                    ? Optional.of(entry.user())
                    : Optional.empty();
        }
    }

    private static String[] decode(String header) {
        String scheme = "Basic ";
        if (!header.regionMatches(true, 0, scheme, 0, scheme.length())) {
            return new String[0];
        }
        try {
            byte[] bytes =
                    Base64.getDecoder().decode(header.substring(scheme.length()).strip());
            return new String(bytes, StandardCharsets.UTF_8).split(":", 2);
        } catch (IllegalArgumentException e) {
            return new String[0];
        }
    }

    private String keyedHash(String header) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(memoryKey, "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(header.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no HmacSHA256", e);
        }
    }

    static boolean sameSecret(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }
}
