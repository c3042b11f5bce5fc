package io.tieline.snmp;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.snmp4j.MessageDispatcherImpl;
import org.snmp4j.PDU;
import org.snmp4j.Snmp;
import org.snmp4j.Target;
import org.snmp4j.event.ResponseEvent;
import org.snmp4j.event.ResponseListener;
import org.snmp4j.mp.MPv1;
import org.snmp4j.mp.MPv2c;
import org.snmp4j.mp.MPv3;
import org.snmp4j.security.SecurityModels;
import org.snmp4j.security.SecurityProtocols;
import org.snmp4j.security.USM;
import org.snmp4j.security.UsmUser;
import org.snmp4j.smi.Address;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.UdpAddress;
import org.snmp4j.transport.DefaultUdpTransportMapping;

/** One UDP socket and the SNMP engine above it. Every device shares it, unless its v3 user's secrets differ. */
final class Wire implements AutoCloseable {

    private final Snmp snmp;
    private final USM usm;
    private final Map<String, UsmUser> users = new HashMap<>();

    Wire() throws IOException {
        LenientInteger.register();
        SecurityProtocols protocols = new SecurityProtocols(SecurityProtocols.SecurityProtocolSet.maxCompatibility);
        OctetString engine = new OctetString(MPv3.createLocalEngineID());
        usm = new USM(protocols, engine, 0);
        usm.setEngineDiscoveryEnabled(true);
        SecurityModels models = new SecurityModels();
        models.addSecurityModel(usm);
        MessageDispatcherImpl dispatcher = new MessageDispatcherImpl();
        dispatcher.addMessageProcessingModel(new MPv1());
        dispatcher.addMessageProcessingModel(new MPv2c());
        MPv3 v3 = new MPv3(usm);
        v3.setSecurityModels(models);
        v3.setSecurityProtocols(protocols);
        dispatcher.addMessageProcessingModel(v3);
        snmp = new Snmp(dispatcher, new DefaultUdpTransportMapping());
        snmp.listen();
    }

    /** Takes a v3 user in, unless a user of that name with other secrets is known here already. */
    boolean admit(UsmUser user) {
        String name = user.getSecurityName().toString();
        synchronized (users) {
            UsmUser known = users.putIfAbsent(name, user);
            if (known == null) {
                usm.addUser(user.getSecurityName(), user);
                return true;
            }
            return known.equals(user);
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

    /** As a future; fails with a {@link WireException} when no answer came or the agent refuses as a whole. */
    CompletableFuture<PDU> ask(PDU request, Target<UdpAddress> target) {
        CompletableFuture<PDU> answer = new CompletableFuture<>();
        ResponseListener listener = new ResponseListener() {
            @Override
            public <A extends Address> void onResponse(ResponseEvent<A> event) {
                done(request, this);
                WireException failure = WireException.of(event);
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
            answer.completeExceptionally(WireException.unsent(e));
        }
        return answer;
    }

    @Override
    public void close() throws IOException {
        snmp.close();
    }
}
