package io.tieline.snmp;

import io.tieline.southbound.DeviceException;
import io.tieline.southbound.DeviceFault;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.snmp4j.CommandResponder;
import org.snmp4j.MessageDispatcherImpl;
import org.snmp4j.PDU;
import org.snmp4j.SNMP4JSettings;
import org.snmp4j.ScopedPDU;
import org.snmp4j.Snmp;
import org.snmp4j.Target;
import org.snmp4j.UserTarget;
import org.snmp4j.event.ResponseEvent;
import org.snmp4j.event.ResponseListener;
import org.snmp4j.mp.MPv1;
import org.snmp4j.mp.MPv2c;
import org.snmp4j.mp.MPv3;
import org.snmp4j.mp.SnmpConstants;
import org.snmp4j.security.SecurityLevel;
import org.snmp4j.security.SecurityModels;
import org.snmp4j.security.SecurityProtocols;
import org.snmp4j.security.USM;
import org.snmp4j.security.UsmUser;
import org.snmp4j.smi.Address;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.UdpAddress;
import org.snmp4j.transport.UdpTransportMapping;

/** The SNMP engine every device shares: one socket, one table of users, one thread for answers and snmp4j's for time. */
final class Wire implements AutoCloseable {

    /** Strangers may make the table of engine clocks grow this far; those that have authenticated stay. */
    private static final int MOST_ENGINES = 20_000;

    static {
        // A wrong password is reported without authentication (RFC 3414 section 3.2.6). Unless such reports are taken,
        // all a user sees of it is silence.
        SNMP4JSettings.setReportSecurityLevelStrategy(SNMP4JSettings.ReportSecurityLevelStrategy.noAuthNoPrivIfNeeded);
        SNMP4JSettings.setVerifyResponsePeerAddress(true);
        // Agents of version 1 that count in 64 bits all the same are understood.
        SNMP4JSettings.setAllowSNMPv2InV1(true);
        SNMP4JSettings.setMaxEngineIdCacheSize(MOST_ENGINES);
    }

    private final Snmp snmp;
    private final USM usm;
    private final MPv3 v3;
    private final Framing framing;
    private final OctetString ownEngine = new OctetString(MPv3.createLocalEngineID());
    private final Map<Account, Holder> accounts = new ConcurrentHashMap<>();

    /** SNMPv3 knows a user by name and by the engine it is a user of. */
    private record Account(OctetString engine, OctetString name) {}

    private record Holder(UsmUser user, UdpAddress address) {}

    /** @param answers where requests go out and answers come in */
    Wire(UdpTransportMapping answers) {
        SecurityProtocols protocols = new SecurityProtocols(SecurityProtocols.SecurityProtocolSet.maxCompatibility);
        // Another engine ID after every start, so the number of boots may begin at 0 again.
        usm = new USM(protocols, ownEngine, 0);
        usm.setEngineDiscoveryEnabled(true);
        SecurityModels models = new SecurityModels();
        models.addSecurityModel(usm);
        MessageDispatcherImpl dispatcher = new MessageDispatcherImpl();
        dispatcher.addMessageProcessingModel(new MPv1());
        dispatcher.addMessageProcessingModel(new MPv2c());
        v3 = new MPv3(usm);
        v3.setLocalEngineID(ownEngine.getValue());
        v3.setSecurityModels(models);
        v3.setSecurityProtocols(protocols);
        dispatcher.addMessageProcessingModel(v3);
        framing = new Framing(dispatcher);
        snmp = new Snmp(dispatcher);
        connect(answers);
    }

    /** Takes traps and informs in, too. */
    void hear(UdpTransportMapping port, CommandResponder responder) {
        connect(port);
        snmp.addCommandResponder(responder);
    }

    private void connect(UdpTransportMapping port) {
        snmp.getMessageDispatcher().addTransportMapping(port);
        port.addTransportListener(framing);
    }

    /**
     * Asks an address for the identifier of its v3 engine, whatever was known of it: it may be another device by now.
     *
     * <p>Fails with a {@link WireException} if nobody answers.
     */
    CompletableFuture<OctetString> engine(Target<UdpAddress> target) {
        OctetString before = v3.removeEngineID(target.getAddress());
        if (before != null) {
            usm.removeEngineTime(before);
        }
        // RFC 3414 section 4: a request for nothing, of nobody.
        UserTarget<UdpAddress> nobody = new UserTarget<>();
        nobody.setAddress(target.getAddress());
        nobody.setVersion(SnmpConstants.version3);
        nobody.setSecurityLevel(SecurityLevel.NOAUTH_NOPRIV);
        nobody.setTimeout(target.getTimeout());
        nobody.setRetries(target.getRetries());
        ScopedPDU nothing = new ScopedPDU();
        nothing.setType(PDU.GET);
        return ask(nothing, nobody).handle((answer, failure) -> {
            OctetString found = v3.getEngineID(target.getAddress());
            if (found == null) {
                throw failure instanceof WireException known ? known : WireException.silent();
            }
            return found;
        });
    }

    /**
     * Makes the user known for an engine. Derives keys from passwords, which takes some milliseconds.
     *
     * @param alsoHere for informs too, where this side's engine counts
     */
    void admit(UsmUser user, OctetString engine, UdpAddress address, boolean alsoHere) throws DeviceException {
        Account account = new Account(engine, user.getSecurityName());
        Holder holder = new Holder(user, address);
        Holder known = accounts.putIfAbsent(account, holder);
        if (known != null && !known.user().equals(user)) {
            if (!known.address().equals(address)) {
                throw new DeviceException(new DeviceFault(
                        DeviceFault.Kind.REFUSED,
                        "the SNMP engine ID is that of " + known.address() + " too, where user "
                                + user.getSecurityName() + " has other secrets; give one of them its own engine ID"));
            }
            accounts.put(account, holder);
            known = null;
        }
        if (known == null) {
            usm.addUser(user, engine);
        }
        if (alsoHere && accounts.putIfAbsent(new Account(ownEngine, user.getSecurityName()), holder) == null) {
            usm.addUser(user, ownEngine);
        }
    }

    /**
     * Forgets the clock of a v3 engine, so that the next request asks for it. RFC 3414 only lets it go forward; that of
     * an agent which lost its memory, or was replaced, goes back, and all it says would be thrown away.
     */
    void forgetClock(Target<UdpAddress> target) {
        if (target instanceof UserTarget<UdpAddress> user) {
            usm.removeEngineTime(new OctetString(user.getAuthoritativeEngineID()));
        }
    }

    /** Sends a request; the answer is null when none came in time. */
    void send(PDU request, Target<UdpAddress> target, ResponseListener listener) throws IOException {
        snmp.send(request, target, null, listener);
    }

    /** Forgets a request once it is answered: snmp4j keeps it until then. */
    void done(PDU request, ResponseListener listener) {
        snmp.cancel(request, listener);
    }

    /** Messages that were none and were dropped. */
    long malformed() {
        return framing.malformed();
    }

    /** Requests that are neither answered nor given up. */
    int pending() {
        return snmp.getPendingAsyncRequestCount();
    }

    /** What is wrong with an answer; null: nothing. */
    @Nullable
    WireException failure(ResponseEvent<?> event, Target<UdpAddress> target) {
        WireException failure = WireException.of(event);
        if (failure != null) {
            forgetClock(target);
        }
        return failure;
    }

    /** As a future; fails with a {@link WireException} when no answer came or the agent refuses as a whole. */
    CompletableFuture<PDU> ask(PDU request, Target<UdpAddress> target) {
        CompletableFuture<PDU> answer = new CompletableFuture<>();
        ResponseListener listener = new ResponseListener() {
            @Override
            public <A extends Address> void onResponse(ResponseEvent<A> event) {
                done(request, this);
                WireException failure = failure(event, target);
                if (failure != null) {
                    answer.completeExceptionally(failure);
                } else {
                    answer.complete(event.getResponse());
                }
            }
        };
        try {
            send(request, target, listener);
        } catch (IOException | RuntimeException e) {
            done(request, listener);
            answer.completeExceptionally(WireException.unsent(e));
        }
        return answer;
    }

    @Override
    public void close() throws IOException {
        snmp.close();
    }
}
