package io.tieline.gateway.neighbour;

import io.tieline.gateway.control.FenceDesk;
import io.tieline.gateway.control.FenceDesk.Standing;
import io.tieline.gateway.foundation.Foundation;
import io.tieline.gateway.message.Announcement;
import io.tieline.gateway.message.Announcement.Charge;
import io.tieline.model.AlarmBoard;
import io.tieline.model.Event;
import io.tieline.model.EventSink;
import io.tieline.model.SiteClock;
import io.tieline.uplink.SiteTalk;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Tells the other gateways of the site who this one is, and the control who they are.
 *
 * <p>Whoever is new, or whose standing has changed, says so and asks; the others answer at once. So two gateways know of each
 * other as soon as both reach the broker, or each other, and little is said afterwards. Only what proves that its sender lives
 * counts: what the broker has kept may be of a gateway long gone, unless it was kept after this one had spoken. Thread-safe.
 */
public final class OtherGateways implements SiteTalk {

    /** When all is said again for whoever missed it: a broker keeps it and loses nothing. */
    public static final Duration RENEWAL_AT_BROKER = Duration.ofSeconds(30);
    /** A datagram is lost now and then, and a lost one must not cost a cabinet two writers for longer than this. */
    static final Duration RENEWAL_ON_NETWORK = Duration.ofSeconds(2);

    private static final long ANSWER_NANOS = Duration.ofSeconds(1).toNanos();
    private static final long SECOND_NANOS = Duration.ofSeconds(1).toNanos();
    /** More in a second is no conversation of gateways. */
    private static final int MOST_PER_SECOND = 20;
    /** No site has more gateways and restarts than this in a memory worth keeping. */
    private static final int MOST_KNOWN = 64;
    /** Last words are heard by so many others. */
    private static final int MOST_LEFT = 4;

    private final Self self;
    private final long renewNanos;
    private final Supplier<Optional<FenceDesk>> control;
    private final Supplier<Seal> seal;
    private final SiteClock clock;
    private final LongSupplier nanos;
    private final EventSink events;
    private final Strangers strangers;

    private final Set<String> spokenOn = new HashSet<>();
    private final Set<String> met = new HashSet<>();
    private String broker = "";
    private boolean keptIsFresh;
    private @Nullable Standing said;
    private long saidNanos;
    private long count;
    private boolean answerDue;
    private long secondBegun;
    private int heardInSecond;

    /** Over one path; a gateway has one of these for each. */
    public static OtherGateways of(
            Self self,
            Duration renewal,
            Supplier<Optional<FenceDesk>> control,
            Supplier<Seal> seal,
            Foundation foundation) {
        return new OtherGateways(
                self,
                renewal,
                control,
                seal,
                foundation.clock(),
                System::nanoTime,
                foundation.alarms(),
                foundation.events());
    }

    /**
     * @param renewal after which all is said again
     * @param control empty while it does not run
     * @param seal that of the site's key, as long as there is one
     * @param nanos real time, monotonic
     */
    OtherGateways(
            Self self,
            Duration renewal,
            Supplier<Optional<FenceDesk>> control,
            Supplier<Seal> seal,
            SiteClock clock,
            LongSupplier nanos,
            AlarmBoard alarms,
            EventSink events) {
        this.self = self;
        this.renewNanos = renewal.toNanos();
        this.control = control;
        this.seal = seal;
        this.clock = clock;
        this.nanos = nanos;
        this.events = events;
        this.strangers = new Strangers(alarms, nanos);
    }

    @Override
    public String site() {
        return self.site();
    }

    @Override
    public synchronized void connected(String to) {
        broker = to;
        keptIsFresh = spokenOn.contains(to);
        said = null;
    }

    @Override
    public synchronized Optional<String> next() {
        strangers.forget();
        Standing standing = control.get().map(FenceDesk::standing).orElse(null);
        if (standing == null || standing.charge() == Charge.ENDED) {
            said = null;
            return Optional.empty();
        }
        long since = nanos.getAsLong() - saidNanos;
        boolean news = !standing.equals(said);
        if (!news && !(answerDue && since >= ANSWER_NANOS) && since < renewNanos) {
            return Optional.empty();
        }
        said = standing;
        saidNanos = nanos.getAsLong();
        answerDue = false;
        spokenOn.add(broker);
        return Optional.of(words(standing, news, List.of()));
    }

    @Override
    public synchronized Optional<String> lastWords() {
        return control.get()
                .map(FenceDesk::standing)
                .filter(standing -> standing.charge() == Charge.ENDED)
                .map(standing -> words(standing, false, heardBefore()));
    }

    private List<String> heardBefore() {
        return control.get()
                .map(desk ->
                        desk.latest(MOST_LEFT).stream().map(Announcement::mark).toList())
                .orElse(List.of());
    }

    private String words(Standing standing, boolean asks, List<String> hears) {
        // Rises over every path and every new form, for the instance stays the same.
        count = Math.max(count + 1, nanos.getAsLong() / 1_000_000);
        return seal.get()
                .close(new Announcement(
                                standing.name(),
                                self.host(),
                                self.instance(),
                                count,
                                standing.epoch(),
                                standing.charge(),
                                asks,
                                self.cabinets(),
                                clock.utcMillis(),
                                hears)
                        .json());
    }

    @Override
    public synchronized void heard(String from, String text, boolean kept) {
        Optional<String> words = seal.get().open(text);
        if (words.isEmpty() && !kept) {
            Seal.NONE.open(text).flatMap(this::another).ifPresent(strangers::met);
        }
        if (words.isPresent() && !tooMany()) {
            words.flatMap(this::another).ifPresent(other -> met(other, kept));
        }
    }

    /** Another gateway of this site, if it is one that says this. */
    private Optional<Announcement> another(String words) {
        return Announcement.of(words)
                .filter(other -> !other.instance().equals(self.instance()) && other.sharesCabinets(self.cabinets()));
    }

    private void met(Announcement other, boolean kept) {
        FenceDesk desk = control.get().orElse(null);
        if (desk == null || !desk.isNews(other.instance(), other.count()) || (kept && !keptIsFresh)) {
            return;
        }
        answerDue |= other.asks();
        tell(desk, other);
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

    private void tell(FenceDesk desk, Announcement other) {
        Standing own = desk.standing();
        String id = id(own, other);
        if (other.charge() == Charge.ENDED) {
            // Who says recorded last words again must not make a second one write; without a key anybody can say
            // anything.
            if (other.hears(self.instance()) || !seal.get().proves()) {
                desk.gone(id);
            }
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
                && (longer > 0 || (longer == 0 && other.instance().compareTo(self.instance()) < 0));
    }

    /** Tells an operator which one is meant, also if nobody has given them names. */
    private String id(Standing own, Announcement other) {
        if (!other.gateway().equals(own.name())) {
            return other.gateway();
        }
        return other.host().equals(self.host())
                ? other.gateway() + " (a copy of this one)"
                : other.gateway() + " (on " + other.host() + ")";
    }
}
