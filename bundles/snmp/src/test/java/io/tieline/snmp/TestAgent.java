package io.tieline.snmp;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.snmp4j.CommandResponder;
import org.snmp4j.CommandResponderEvent;
import org.snmp4j.MessageException;
import org.snmp4j.PDU;
import org.snmp4j.Snmp;
import org.snmp4j.mp.SnmpConstants;
import org.snmp4j.mp.StatusInformation;
import org.snmp4j.smi.Address;
import org.snmp4j.smi.Null;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.UdpAddress;
import org.snmp4j.smi.Variable;
import org.snmp4j.smi.VariableBinding;
import org.snmp4j.transport.DefaultUdpTransportMapping;

/** A small agent for v1 and v2c with the vices of real ones: it may find messages too big, run in circles, keep still. */
final class TestAgent implements CommandResponder, AutoCloseable {

    final NavigableMap<OID, Variable> objects = new ConcurrentSkipListMap<>();
    volatile int mostVariables = 1000;
    volatile boolean circles;
    volatile boolean silent;
    volatile int refuseSet = PDU.noError;
    private final Snmp snmp;
    private final int port;

    TestAgent() throws IOException {
        DefaultUdpTransportMapping transport = new DefaultUdpTransportMapping(new UdpAddress("127.0.0.1/0"));
        snmp = new Snmp(transport);
        snmp.addCommandResponder(this);
        snmp.listen();
        port = transport.getListenAddress().getPort();
    }

    int port() {
        return port;
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
        event.setProcessed(true);
        PDU answer = answer(request, event.getMessageProcessingModel() == SnmpConstants.version1);
        answer.setType(PDU.RESPONSE);
        answer.setRequestID(request.getRequestID());
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
        PDU answer = new PDU();
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
                PDU error = new PDU();
                asked.forEach(error::add);
                error.setErrorStatus(PDU.noSuchName);
                error.setErrorIndex(i + 1);
                return error;
            }
            answer.add(binding);
        }
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
