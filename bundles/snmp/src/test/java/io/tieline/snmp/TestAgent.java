package io.tieline.snmp;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.snmp4j.CommandResponder;
import org.snmp4j.CommandResponderEvent;
import org.snmp4j.MessageDispatcherImpl;
import org.snmp4j.MessageException;
import org.snmp4j.PDU;
import org.snmp4j.ScopedPDU;
import org.snmp4j.Snmp;
import org.snmp4j.mp.MPv1;
import org.snmp4j.mp.MPv2c;
import org.snmp4j.mp.MPv3;
import org.snmp4j.mp.SnmpConstants;
import org.snmp4j.mp.StatusInformation;
import org.snmp4j.security.SecurityModels;
import org.snmp4j.security.SecurityProtocols;
import org.snmp4j.security.USM;
import org.snmp4j.security.UsmUser;
import org.snmp4j.smi.Address;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.Null;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.UdpAddress;
import org.snmp4j.smi.Variable;
import org.snmp4j.smi.VariableBinding;
import org.snmp4j.transport.DefaultUdpTransportMapping;
import org.snmp4j.transport.UdpTransportMapping;

/**
 * A small agent with the vices of real ones: it may find messages too big and say so, drop them or cut
 * them off, run in circles, keep still, answer others than it was asked, twice, or without end.
 */
final class TestAgent implements CommandResponder, AutoCloseable {

    final NavigableMap<OID, Variable> objects = new ConcurrentSkipListMap<>();
    volatile int mostVariables = 1000;
    /** Larger requests are not answered at all. */
    volatile int dropsAbove = 1000;
    /** Only so many variables are answered. */
    volatile int cutsOffAfter = 1000;

    volatile boolean leavesOutWhatIsMissing;
    volatile boolean answersBackwards;
    volatile boolean addsOthers;
    volatile boolean hidesTheErrorIndex;
    volatile boolean answersTwice;
    /** Below it there is always one more row. */
    volatile @Nullable OID endless;

    final AtomicInteger requests = new AtomicInteger();
    final AtomicInteger largest = new AtomicInteger();
    volatile boolean circles;
    volatile boolean silent;
    volatile int refuseSet = PDU.noError;
    private final Snmp snmp;
    private final UdpTransportMapping transport;

    TestAgent() throws IOException {
        this(new DefaultUdpTransportMapping(new UdpAddress("127.0.0.1/0")), null);
    }

    /** @param user of SNMPv3; null: there is none */
    TestAgent(UdpTransportMapping transport, @Nullable UsmUser user) throws IOException {
        this.transport = transport;
        OctetString engine = new OctetString(MPv3.createLocalEngineID());
        SecurityProtocols protocols = new SecurityProtocols(SecurityProtocols.SecurityProtocolSet.maxCompatibility);
        USM usm = new USM(protocols, engine, 7);
        if (user != null) {
            usm.addUser(user, engine);
        }
        SecurityModels models = new SecurityModels();
        models.addSecurityModel(usm);
        MPv3 v3 = new MPv3(usm);
        v3.setLocalEngineID(engine.getValue());
        v3.setSecurityModels(models);
        v3.setSecurityProtocols(protocols);
        MessageDispatcherImpl dispatcher = new MessageDispatcherImpl();
        dispatcher.addMessageProcessingModel(new MPv1());
        dispatcher.addMessageProcessingModel(new MPv2c());
        dispatcher.addMessageProcessingModel(v3);
        snmp = new Snmp(dispatcher, transport);
        snmp.addCommandResponder(this);
        snmp.listen();
    }

    /** For traps of its own. */
    Snmp snmp() {
        return snmp;
    }

    int port() {
        return transport.getListenAddress().getPort();
    }

    TestAgent with(String oid, Variable value) {
        objects.put(new OID(oid), value);
        return this;
    }

    @Override
    public <A extends Address> void processPdu(CommandResponderEvent<A> event) {
        PDU request = event.getPDU();
        if (request == null || silent) {
            return;
        }
        requests.incrementAndGet();
        largest.accumulateAndGet(request.size(), Math::max);
        if (request.size() > dropsAbove) {
            return;
        }
        event.setProcessed(true);
        PDU answer = answer(request, event.getMessageProcessingModel() == SnmpConstants.version1);
        if (request.getType() == PDU.GET && answer.getErrorStatus() == PDU.noError) {
            spoil(answer);
        }
        answer.setType(PDU.RESPONSE);
        answer.setRequestID(request.getRequestID());
        send(event, answer);
        if (answersTwice) {
            send(event, answer);
        }
    }

    private void spoil(PDU answer) {
        List<VariableBinding> all = new ArrayList<>(answer.getVariableBindings());
        if (leavesOutWhatIsMissing) {
            all.removeIf(VariableBinding::isException);
        }
        if (all.size() > cutsOffAfter) {
            all = all.subList(0, cutsOffAfter);
        }
        if (answersBackwards) {
            Collections.reverse(all);
        }
        if (addsOthers) {
            all.add(0, new VariableBinding(new OID("1.3.6.1.4.1.4242.1.0"), new Integer32(4242)));
        }
        answer.setVariableBindings(all);
    }

    private static <A extends Address> void send(CommandResponderEvent<A> event, PDU answer) {
        try {
            event.getMessageDispatcher()
                    .returnResponsePdu(
                            event.getMessageProcessingModel(),
                            event.getSecurityModel(),
                            event.getSecurityName(),
                            event.getSecurityLevel(),
                            answer,
                            event.getMaxSizeResponsePDU(),
                            event.getStateReference(),
                            new StatusInformation());
        } catch (MessageException e) {
            throw new IllegalStateException(e);
        }
    }

    private PDU answer(PDU request, boolean v1) {
        List<? extends VariableBinding> asked = request.getVariableBindings();
        PDU answer = like(request);
        if (asked.size() > mostVariables) {
            answer.setErrorStatus(PDU.tooBig);
            return answer;
        }
        if (request.getType() == PDU.SET) {
            return set(asked, answer);
        }
        if (request.getType() == PDU.GETBULK) {
            OID at = asked.get(0).getOid();
            for (int i = 0; i < request.getMaxRepetitions(); i++) {
                VariableBinding next = next(at);
                answer.add(next);
                at = next.getOid();
            }
            return answer;
        }
        for (int i = 0; i < asked.size(); i++) {
            OID oid = asked.get(i).getOid();
            Variable value = objects.get(oid);
            VariableBinding binding = request.getType() == PDU.GETNEXT
                    ? next(oid)
                    : new VariableBinding(oid, value == null ? Null.noSuchInstance : value);
            if (v1 && binding.isException()) {
                PDU error = like(request);
                asked.forEach(error::add);
                error.setErrorStatus(PDU.noSuchName);
                error.setErrorIndex(hidesTheErrorIndex ? 0 : i + 1);
                return error;
            }
            answer.add(binding);
        }
        return answer;
    }

    private static PDU like(PDU request) {
        if (!(request instanceof ScopedPDU scoped)) {
            return new PDU();
        }
        ScopedPDU answer = new ScopedPDU();
        answer.setContextEngineID(scoped.getContextEngineID());
        answer.setContextName(scoped.getContextName());
        return answer;
    }

    private PDU set(List<? extends VariableBinding> asked, PDU answer) {
        asked.forEach(answer::add);
        if (refuseSet != PDU.noError) {
            answer.setErrorStatus(refuseSet);
            answer.setErrorIndex(1);
            return answer;
        }
        asked.forEach(binding -> objects.put(binding.getOid(), binding.getVariable()));
        return answer;
    }

    private VariableBinding next(OID oid) {
        OID without = endless;
        if (without != null && oid.startsWith(without)) {
            OID row = oid.size() == without.size() ? new OID(oid).append(1) : oid.nextPeer();
            return new VariableBinding(row, new Integer32(1));
        }
        Map.Entry<OID, Variable> next = objects.higherEntry(oid);
        if (circles && next != null && !next.getKey().startsWith(new OID("1.3.6.1.2.1.1"))) {
            Map.Entry<OID, Variable> first = objects.firstEntry();
            next = objects.lowerEntry(oid) == null ? next : first;
        }
        return next == null
                ? new VariableBinding(oid, Null.endOfMibView)
                : new VariableBinding(next.getKey(), next.getValue());
    }

    @Override
    public void close() throws IOException {
        snmp.close();
    }
}
