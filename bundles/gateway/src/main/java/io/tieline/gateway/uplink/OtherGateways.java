package io.tieline.gateway.uplink;

import io.tieline.gateway.control.FenceDesk;
import io.tieline.gateway.control.FenceDesk.Standing;
import io.tieline.gateway.foundation.Foundation;
import io.tieline.gateway.message.Announcement;
import io.tieline.gateway.message.Announcement.Charge;
import io.tieline.model.Event;
import io.tieline.model.EventSink;
import io.tieline.model.SiteClock;
import io.tieline.site.Role;
import io.tieline.site.SiteDescription;
import io.tieline.site.SiteDevice;
import io.tieline.uplink.SiteTalk;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Tells the other gateways of the site who this one is, and the control who they are.
 *
 * <p>Whoever is new, or whose standing has changed, says so and asks; the others answer at once. So two gateways know of each
 * other as soon as both reach the broker, and little is said afterwards. Only what proves that its sender lives counts: what
 * the broker has kept may be of a gateway long gone, unless it was kept after this one had spoken. Thread-safe.
 */
final class OtherGateways implements SiteTalk {

    /** For whoever missed what was said before. */
    private static final long RENEW_NANOS = Duration.ofSeconds(30).toNanos();

    private static final long ANSWER_NANOS = Duration.ofSeconds(1).toNanos();
    private static final long SECOND_NANOS = Duration.ofSeconds(1).toNanos();
    /** More in a second is no conversation of gateways. */
    private static final int MOST_PER_SECOND = 20;
    /** No site has more gateways and restarts than this in a memory worth keeping. */
    private static final int MOST_KNOWN = 64;

    private final String site;
    private final String node;
    private final String instance;
    private final List<String> cabinets;
    private final Supplier<Optional<FenceDesk>> control;
    private final SiteClock clock;
    private final LongSupplier nanos;
    private final EventSink events;

    private final Set<String> spokenOn = new HashSet<>();
    private final Set<String> met = new HashSet<>();
    private final Map<String, Long> counts = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
            return size() > MOST_KNOWN;
        }
    };
    private String broker = "";
    private boolean keptIsFresh;
    private @Nullable Standing said;
    private long saidNanos;
    private long count;
    private boolean answerDue;
    private long secondBegun;
    private int heardInSecond;

    /** Those of a site, as its description tells them from others; this start of this gateway is like no other. */
    static OtherGateways of(
            SiteDescription site, String node, Supplier<Optional<FenceDesk>> control, Foundation foundation) {
        return new OtherGateways(
                site.name(),
                node,
                UUID.randomUUID().toString(),
                Announcement.marks(site.devices().stream()
                        .filter(device -> device.role() == Role.STORAGE)
                        .map(SiteDevice::address)),
                control,
                foundation.clock(),
                System::nanoTime,
                foundation.events());
    }

    /**
     * @param site what all gateways of the site call it
     * @param node the Sparkplug edge node of this one
     * @param instance of letters and digits, unlike that of any other start of any gateway
     * @param cabinets the marks of those this one reaches
     * @param control empty while it does not run
     * @param nanos real time, monotonic
     */
    OtherGateways(
            String site,
            String node,
            String instance,
            List<String> cabinets,
            Supplier<Optional<FenceDesk>> control,
            SiteClock clock,
            LongSupplier nanos,
            EventSink events) {
        this.site = site;
        this.node = node;
        this.instance = instance;
        this.cabinets = List.copyOf(cabinets);
        this.control = control;
        this.clock = clock;
        this.nanos = nanos;
        this.events = events;
    }

    @Override
    public String site() {
        return site;
    }

    @Override
    public synchronized void connected(String to) {
        broker = to;
        keptIsFresh = spokenOn.contains(to);
        said = null;
    }

    @Override
    public synchronized Optional<String> next() {
        Standing standing = control.get().map(FenceDesk::standing).orElse(null);
        if (standing == null || standing.charge() == Charge.ENDED) {
            said = null;
            return Optional.empty();
        }
        long since = nanos.getAsLong() - saidNanos;
        boolean news = !standing.equals(said);
        if (!news && !(answerDue && since >= ANSWER_NANOS) && since < RENEW_NANOS) {
            return Optional.empty();
        }
        said = standing;
        saidNanos = nanos.getAsLong();
        answerDue = false;
        spokenOn.add(broker);
        return Optional.of(words(standing, news));
    }

    @Override
    public synchronized Optional<String> lastWords() {
        return control.get()
                .map(FenceDesk::standing)
                .filter(standing -> standing.charge() == Charge.ENDED)
                .map(standing -> words(standing, false));
    }

    private String words(Standing standing, boolean asks) {
        count++;
        return new Announcement(
                        standing.name(),
                        node,
                        instance,
                        count,
                        standing.epoch(),
                        standing.charge(),
                        asks,
                        cabinets,
                        clock.utcMillis())
                .json();
    }

    @Override
    public synchronized void heard(String from, String words, boolean kept) {
        if (tooMany()) {
            return;
        }
        Announcement other = Announcement.of(words).orElse(null);
        if (other == null || other.instance().equals(instance) || !other.sharesCabinets(cabinets)) {
            return;
        }
        if (!isNews(other) || (kept && !keptIsFresh)) {
            return;
        }
        answerDue |= other.asks();
        control.get().ifPresent(desk -> tell(desk, other));
    }

    private boolean tooMany() {
        long now = nanos.getAsLong();
        if (now - secondBegun >= SECOND_NANOS) {
            secondBegun = now;
            heardInSecond = 0;
        }
        heardInSecond++;
        return heardInSecond > MOST_PER_SECOND;
    }

    private boolean isNews(Announcement other) {
        Long before = counts.get(other.instance());
        if (before != null && other.count() <= before) {
            return false;
        }
        counts.put(other.instance(), other.count());
        return true;
    }

    private void tell(FenceDesk desk, Announcement other) {
        Standing own = desk.standing();
        String id = id(own, other);
        if (other.charge() == Charge.ENDED) {
            desk.gone(id);
            return;
        }
        if (met.size() < MOST_KNOWN && met.add(id)) {
            events.accept(Event.state(
                    clock.utcMillis(),
                    "control",
                    "Another gateway of this site: " + id + " with epoch " + other.epoch() + "; this one has "
                            + own.epoch()));
        }
        desk.heard(id, other.epoch(), isFirst(other, own.charge()));
    }

    /** Of equal epochs whoever moves the batteries longer stays, and if that cannot be told, lots are drawn. */
    private boolean isFirst(Announcement other, Charge own) {
        int longer = other.charge().compareTo(own);
        return other.charge().moves()
                && (longer > 0 || (longer == 0 && other.instance().compareTo(instance) < 0));
    }

    /** Tells an operator which one is meant, also if nobody has given them names. */
    private String id(Standing own, Announcement other) {
        if (!other.gateway().equals(own.name())) {
            return other.gateway();
        }
        return other.node().equals(node)
                ? other.gateway() + " (a copy of this one)"
                : other.gateway() + " (edge node " + other.node() + ")";
    }
}
