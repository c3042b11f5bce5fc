package io.tieline.snmp;

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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;
import org.snmp4j.security.UsmUser;

/** SNMP v1, v2c and v3, read through the profiles of a library. */
public final class SnmpProtocol implements Protocol {

    private final ProfileLibrary library;
    private final Recogniser recogniser;
    private final SiteClock clock;
    private final List<Wire> wires = new ArrayList<>();
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "tieline-snmp");
        thread.setDaemon(true);
        return thread;
    });

    public SnmpProtocol(ProfileLibrary library, SiteClock clock) {
        this.library = library;
        this.recogniser = new Recogniser(library.speaking(SnmpPlan.class));
        this.clock = clock;
    }

    @Override
    public Set<String> schemes() {
        return Set.of("snmp");
    }

    @Override
    public CompletionStage<DeviceSession> connect(DeviceTarget target) {
        CompletableFuture<DeviceSession> session = new CompletableFuture<>();
        try {
            // Off the caller's thread: resolving a name may block.
            executor.execute(() -> connect(target, session));
        } catch (RuntimeException e) {
            session.completeExceptionally(new DeviceException(
                    new DeviceFault(DeviceFault.Kind.NO_CONNECTION, "SNMP was closed; start the gateway again")));
        }
        return session;
    }

    @Override
    public CompletionStage<List<Proposal>> propose(DeviceTarget target) {
        CompletableFuture<List<Proposal>> proposals = new CompletableFuture<>();
        try {
            executor.execute(() -> propose(target, proposals));
        } catch (RuntimeException e) {
            proposals.completeExceptionally(translated(e));
        }
        return proposals;
    }

    private void propose(DeviceTarget target, CompletableFuture<List<Proposal>> proposals) {
        try {
            Credentials credentials = Credentials.of(target);
            Agent agent = new Agent(wire(credentials.user()), credentials.address());
            recogniser.recognise(agent).whenComplete((matches, failure) -> {
                if (failure == null) {
                    proposals.complete(
                            matches.stream().map(Recogniser.Match::proposal).toList());
                } else {
                    proposals.completeExceptionally(translated(failure));
                }
            });
        } catch (DeviceException | RuntimeException e) {
            proposals.completeExceptionally(translated(e));
        }
    }

    private void connect(DeviceTarget target, CompletableFuture<DeviceSession> session) {
        try {
            Credentials credentials = Credentials.of(target);
            Agent agent = new Agent(wire(credentials.user()), credentials.address());
            identify(target, agent).thenCompose(matches -> open(agent, matches)).whenComplete((opened, failure) -> {
                if (failure == null) {
                    session.complete(opened);
                } else {
                    session.completeExceptionally(translated(failure));
                }
            });
        } catch (DeviceException | RuntimeException e) {
            session.completeExceptionally(translated(e));
        }
    }

    private CompletableFuture<List<Recogniser.Match>> identify(DeviceTarget target, Agent agent) {
        if (!target.profile().equals(DeviceTarget.AUTO)) {
            Optional<Profile> named =
                    library.find(target.profile()).filter(profile -> profile.plan() instanceof SnmpPlan);
            return named.map(profile -> CompletableFuture.completedFuture(
                            List.of(new Recogniser.Match(profile, 1, "named in the site file"))))
                    .orElseGet(() -> CompletableFuture.failedFuture(unrecognised(
                            "there is no SNMP profile " + target.profile() + "; see tieline profile list")));
        }
        return recogniser.recognise(agent).thenApply(matches -> {
            if (matches.isEmpty()) {
                throw new CompletionException(
                        unrecognised("no profile fits the device; name one or write one (tieline scan URI)"));
            }
            return matches;
        });
    }

    private CompletableFuture<DeviceSession> open(Agent agent, List<Recogniser.Match> matches) {
        return Fitting.best(agent, matches).thenApply(fit -> {
            if (fit.found().isEmpty()) {
                throw new CompletionException(unrecognised("the device has none of the objects of profile "
                        + fit.match().profile().id() + "; check the profile and what the community may see"));
            }
            Profile profile = fit.match().profile();
            Layout layout = Layout.of(profile, (SnmpPlan) profile.plan(), fit.found());
            Writer writer = new Writer(profile.commands(), layout, executor);
            return new SnmpSession(agent, Identities.of(fit.match(), fit.found()), layout, writer, clock);
        });
    }

    private synchronized Wire wire(@Nullable UsmUser user) throws DeviceException {
        for (Wire wire : wires) {
            if (user == null || wire.admit(user)) {
                return wire;
            }
        }
        try {
            Wire wire = new Wire();
            wires.add(wire);
            if (user != null) {
                wire.admit(user);
            }
            return wire;
        } catch (IOException e) {
            throw new DeviceException(new DeviceFault(
                    DeviceFault.Kind.NO_CONNECTION, "no UDP socket: " + e.getMessage() + "; check the host's limits"));
        }
    }

    private static DeviceException unrecognised(String text) {
        return new DeviceException(new DeviceFault(DeviceFault.Kind.UNRECOGNISED, text));
    }

    private static DeviceException translated(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof DeviceException known) {
            return known;
        }
        if (cause instanceof WireException wire) {
            return new DeviceException(wire.fault());
        }
        return new DeviceException(
                new DeviceFault(DeviceFault.Kind.PROTOCOL, "the answer cannot be read: " + cause + "; report it"));
    }

    @Override
    public synchronized void close() {
        executor.shutdownNow();
        for (Wire wire : wires) {
            try {
                wire.close();
            } catch (IOException e) {
                // The socket is gone, which is what we wanted.
            }
        }
        wires.clear();
    }
}
