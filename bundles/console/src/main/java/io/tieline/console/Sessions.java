package io.tieline.console;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/** Who is logged in. In memory only: a restart of the gateway logs everybody out. */
final class Sessions {

    /** A working shift with its hand-over. */
    private static final Duration LIFETIME = Duration.ofHours(12);

    private static final int MAX_SESSIONS = 200;

    private final SecureRandom random = new SecureRandom();
    private final Map<String, Session> byToken = new ConcurrentHashMap<>();
    private final LongSupplier nanoTime;

    /**
     * @param token what the cookie carries
     * @param csrf what every POST must carry beside the cookie
     */
    record Session(String token, String csrf, ConsoleUser user, long endNanos) {}

    Sessions(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    synchronized Session open(ConsoleUser user) {
        long now = nanoTime.getAsLong();
        byToken.values().removeIf(session -> session.endNanos() - now <= 0);
        if (byToken.size() >= MAX_SESSIONS) {
            byToken.values().stream()
                    .min(Comparator.comparingLong(session -> session.endNanos() - now))
                    .ifPresent(oldest -> byToken.remove(oldest.token()));
        }
        Session session = new Session(secret(), secret(), user, now + LIFETIME.toNanos());
        byToken.put(session.token(), session);
        return session;
    }

    Optional<Session> find(String token) {
        return Optional.ofNullable(byToken.get(token)).filter(session -> session.endNanos() - nanoTime.getAsLong() > 0);
    }

    void close(Session session) {
        byToken.remove(session.token());
    }

    private String secret() {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
