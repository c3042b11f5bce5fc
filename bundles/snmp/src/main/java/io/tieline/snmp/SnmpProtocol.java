package io.tieline.snmp;

import io.tieline.model.AlarmBoard;
import io.tieline.model.Severity;
import io.tieline.model.SiteClock;
import io.tieline.profile.Profile;
import io.tieline.profile.ProfileLibrary;
import io.tieline.profile.SnmpPlan;
import io.tieline.southbound.DeviceException;
import io.tieline.southbound.DeviceFault;
import io.tieline.southbound.DeviceSession;
import io.tieline.southbound.DeviceTarget;
import io.tieline.southbound.Proposal;
import io.tieline.southbound.Protocol;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.snmp4j.PDU;
import org.snmp4j.UserTarget;
import org.snmp4j.security.UsmUser;
import org.snmp4j.smi.VariableBinding;

/**
 * SNMP v1, v2c and v3, read through the profiles of a library.
 *
 * <p>Options of a device: {@code version} 1, 2c or 3; {@code community} and, where its traps say another one,
 * {@code trapCommunity}; for version 3 {@code user}, {@code auth} (sha, sha224 … sha512) with {@code authSecret},
 * {@code priv} (aes, aes192, aes256) with {@code privSecret}, and {@code weak: allow} for md5 and des.
 *
 * <p>Two threads serve all devices: one for what comes in, snmp4j's own for time. A third lives while devices are being
 * connected, for what takes long: looking names up and deriving keys.
 */
public final class SnmpProtocol implements Protocol {

    /** Devices that are found out about at once; more of them wait. */
    private static final int MOST_DISCOVERIES = 16;

    private static final int MOST_VARIABLES = 64;
    private static final String WEAK = "snmp.weak";

    /** Its scheme, with the options a device may have there. */
    public static final Map<String, Set<String>> OPTIONS = Map.of("snmp", Credentials.KNOWN);

    private final ProfileLibrary library;
    private final SiteClock clock;
    private final AlarmBoard alarms;
    private final @Nullable InetSocketAddress traps;
    private final Notifications notifications = new Notifications(System::nanoTime);
    private final Turnstile discoveries = new Turnstile(MOST_DISCOVERIES);
    private final ThreadPoolExecutor preparation;
    private volatile @Nullable Recogniser recogniser;
    private @Nullable SnmpPorts ports;
    private boolean closed;

    /** Polls only: hears no traps. */
    public SnmpProtocol(ProfileLibrary library, SiteClock clock) {
        this(library, clock, new AlarmBoard(clock, event -> {}), null);
    }

    /**
     * @param alarms where it says what is wrong with its own set-up
     * @param traps where traps and informs are heard; null: nowhere. Opened with the first device
     */
    public SnmpProtocol(ProfileLibrary library, SiteClock clock, AlarmBoard alarms, @Nullable InetSocketAddress traps) {
        this.library = library;
        this.clock = clock;
        this.alarms = alarms;
        this.traps = traps;
        preparation = new ThreadPoolExecutor(1, 1, 2, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
            Thread thread = new Thread(task, "tieline-snmp-connect");
            thread.setDaemon(true);
            return thread;
        });
        preparation.allowCoreThreadTimeOut(true);
    }

    @Override
    public Set<String> schemes() {
        return OPTIONS.keySet();
    }

    /** What became of the traps and informs since the beginning: heard, of unknown senders, too many. */
    Notifications.Count notifications() {
        return notifications.count();
    }

    /** Where traps are heard; empty: nowhere, or no device has been connected yet. */
    synchronized Optional<InetSocketAddress> trapAddress() {
        return Optional.ofNullable(ports).map(SnmpPorts::traps);
    }

    @Override
    public CompletionStage<DeviceSession> connect(DeviceTarget target) {
        return prepared(target)
                .thenCompose(contact -> discoveries.pass(
                        () -> identify(target, contact.agent()).thenCompose(matches -> open(contact, matches))))
                .handle(SnmpProtocol::result);
    }

    @Override
    public CompletionStage<List<Proposal>> propose(DeviceTarget target) {
        return prepared(target)
                .thenCompose(contact -> discoveries.pass(
                        () -> new Proposals(recogniser(), library.speaking(SnmpPlan.class)).of(contact.agent())))
                .handle(SnmpProtocol::result);
    }

    /** An agent that has answered, and who it is. */
    private record Contact(Agent agent, Credentials credentials) {}

    /** Finds the agent and hears from it once; the dead ones end here and hold up nobody. */
    private CompletableFuture<Contact> prepared(DeviceTarget target) {
        // Off the caller's thread: looking up a name may block, and reading all profiles takes a while.
        return prepare(() -> {
                    Credentials credentials = Credentials.of(target);
                    alarms.set(
                            !credentials.weak().isEmpty(),
                            target.device().id(),
                            WEAK,
                            Severity.MINOR,
                            "SNMPv3 runs with " + String.join(" and ", credentials.weak())
                                    + ", which can be broken; use sha256 and aes if the device has them");
                    Agent agent = new Agent(
                            open().wire(),
                            credentials.address(),
                            new RequestSize(MOST_VARIABLES),
                            Budget.of(target.timeout(), System::nanoTime));
                    if (isUnknown(target)) {
                        recogniser();
                    }
                    return new Contact(agent, credentials);
                })
                .thenCompose(this::introduced)
                .thenCompose(SnmpProtocol::greeted);
    }

    /** One question before the many: the dead and those that refuse us are known by it. */
    private static CompletableFuture<Contact> greeted(Contact contact) {
        PDU greeting = contact.agent().request(PDU.GET);
        greeting.add(new VariableBinding(Proposals.SYS_OBJECT_ID));
        return contact.agent().ask(greeting).handle((answer, failure) -> {
            if (failure instanceof WireException wire
                    && wire.isSilence()
                    && contact.credentials().isPrivate()) {
                // Its engine has answered; what it cannot decrypt it mostly drops.
                throw WireException.refused("the agent answers, but not to this user; check priv and privSecret");
            }
            if (failure != null) {
                throw new CompletionException(failure);
            }
            if (answer.getErrorStatus() == PDU.authorizationError) {
                throw WireException.refused(
                        "the agent lets us see nothing; check auth, priv and what the agent allows the user");
            }
            return contact;
        });
    }

    /** SNMPv3 begins with the engine, since the keys are derived for it. */
    private CompletableFuture<Contact> introduced(Contact contact) {
        Credentials credentials = contact.credentials();
        UsmUser user = credentials.user();
        if (user == null || !(credentials.address() instanceof UserTarget<?> target)) {
            return CompletableFuture.completedFuture(contact);
        }
        Wire wire = contact.agent().wire();
        return wire.engine(credentials.address())
                .thenCompose(engine -> prepare(() -> {
                    wire.admit(user, engine, credentials.address().getAddress(), traps != null);
                    target.setAuthoritativeEngineID(engine.getValue());
                    return contact;
                }));
    }

    private interface Preparation<T> {
        T run() throws DeviceException;
    }

    private <T> CompletableFuture<T> prepare(Preparation<T> work) {
        CompletableFuture<T> result = new CompletableFuture<>();
        try {
            preparation.execute(() -> {
                try {
                    result.complete(work.run());
                } catch (DeviceException | RuntimeException e) {
                    result.completeExceptionally(e);
                }
            });
        } catch (RuntimeException e) {
            result.completeExceptionally(closed());
        }
        return result;
    }

    private static boolean isUnknown(DeviceTarget target) {
        return target.profile().equals(DeviceTarget.AUTO);
    }

    private Recogniser recogniser() {
        Recogniser known = recogniser;
        if (known == null) {
            known = new Recogniser(library.speaking(SnmpPlan.class));
            recogniser = known;
        }
        return known;
    }

    private CompletableFuture<List<Recogniser.Match>> identify(DeviceTarget target, Agent agent) {
        if (!isUnknown(target)) {
            Optional<Profile> named =
                    library.find(target.profile()).filter(profile -> profile.plan() instanceof SnmpPlan);
            return named.map(profile -> CompletableFuture.completedFuture(
                            List.of(new Recogniser.Match(profile, 1, "named in the site file"))))
                    .orElseGet(() -> CompletableFuture.failedFuture(unrecognised(
                            "there is no SNMP profile " + target.profile() + "; see tieline profile list")));
        }
        return recogniser().recognise(agent).thenApply(matches -> {
            if (matches.isEmpty()) {
                throw new CompletionException(
                        unrecognised("no profile fits the device; name one or write one (tieline scan URI)"));
            }
            return matches;
        });
    }

    private CompletableFuture<DeviceSession> open(Contact contact, List<Recogniser.Match> matches) {
        return Fitting.best(contact.agent(), matches).thenApply(fit -> {
            if (fit.found().isEmpty()) {
                throw new CompletionException(unrecognised("the device has none of the objects of profile "
                        + fit.match().profile().id() + "; check the profile and what the community may see"));
            }
            Profile profile = fit.match().profile();
            SnmpPlan plan = (SnmpPlan) profile.plan();
            Layout layout = Layout.of(profile, plan, fit.found());
            Agent agent = contact.agent().identified();
            agent.size().atMost(plan.maxVariables());
            return new SnmpSession(
                    agent,
                    Identities.of(fit.match(), fit.found()),
                    layout,
                    new Writer(profile.commands(), layout),
                    notifications.subscribe(contact.credentials().sender()),
                    clock);
        });
    }

    private synchronized SnmpPorts open() throws DeviceException {
        if (closed) {
            throw closed();
        }
        SnmpPorts known = ports;
        if (known != null) {
            return known;
        }
        try {
            SnmpPorts opened = SnmpPorts.open(traps, notifications, alarms);
            ports = opened;
            return opened;
        } catch (IOException e) {
            throw new DeviceException(new DeviceFault(
                    DeviceFault.Kind.NO_CONNECTION, "no UDP socket: " + e.getMessage() + "; check the host's limits"));
        }
    }

    private static DeviceException closed() {
        return new DeviceException(
                new DeviceFault(DeviceFault.Kind.NO_CONNECTION, "SNMP was closed; start the gateway again"));
    }

    private static DeviceException unrecognised(String text) {
        return new DeviceException(new DeviceFault(DeviceFault.Kind.UNRECOGNISED, text));
    }

    private static <T> T result(@Nullable T value, @Nullable Throwable failure) {
        if (value == null || failure != null) {
            throw new CompletionException(translated(failure == null ? WireException.silent() : failure));
        }
        return value;
    }

    private static DeviceException translated(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return cause instanceof DeviceException known ? known : new DeviceException(WireException.faultOf(cause));
    }

    @Override
    public synchronized void close() {
        closed = true;
        preparation.shutdownNow();
        SnmpPorts open = ports;
        ports = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                // The sockets are gone, which is what we wanted.
            }
        }
    }
}
