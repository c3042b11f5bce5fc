package io.tieline.cli.recording;

import io.tieline.cli.outcome.CliException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.snmp4j.CommandResponder;
import org.snmp4j.CommandResponderEvent;
import org.snmp4j.MessageException;
import org.snmp4j.PDU;
import org.snmp4j.Snmp;
import org.snmp4j.mp.StatusInformation;
import org.snmp4j.smi.Address;
import org.snmp4j.smi.Counter32;
import org.snmp4j.smi.Counter64;
import org.snmp4j.smi.Gauge32;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.IpAddress;
import org.snmp4j.smi.Null;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.Opaque;
import org.snmp4j.smi.TimeTicks;
import org.snmp4j.smi.UdpAddress;
import org.snmp4j.smi.Variable;
import org.snmp4j.smi.VariableBinding;
import org.snmp4j.transport.DefaultUdpTransportMapping;

/** Serves a recording in the form of snmpsim, {@code OID|TYPE|VALUE} a line, with SNMP v2c. */
final class RecordedAgent implements Recording, CommandResponder {

    /** What a GETBULK is answered with at most: it has to fit into one datagram. */
    private static final int MOST_BINDINGS = 100;

    private final NavigableMap<OID, Variable> objects;
    private final Snmp snmp;
    private final UdpAddress address;

    private RecordedAgent(NavigableMap<OID, Variable> objects) throws IOException {
        this.objects = objects;
        DefaultUdpTransportMapping transport = new DefaultUdpTransportMapping(new UdpAddress("127.0.0.1/0"));
        snmp = new Snmp(transport);
        snmp.addCommandResponder(this);
        snmp.listen();
        address = transport.getListenAddress();
    }

    static RecordedAgent serve(Path file) throws IOException {
        NavigableMap<OID, Variable> objects = new TreeMap<>();
        for (String line : Files.readAllLines(file)) {
            String[] parts = line.split("\\|", 3);
            if (parts.length == 3) {
                variable(parts[1], parts[2]).ifPresent(value -> objects.put(new OID(parts[0]), value));
            }
        }
        if (objects.isEmpty()) {
            throw new CliException(file + " holds no line of the form OID|TYPE|VALUE");
        }
        return new RecordedAgent(objects);
    }

    /** The types by their ASN.1 tags; an {@code x} behind says that the value is in hexadecimal. */
    private static Optional<Variable> variable(String type, String text) {
        try {
            return Optional.ofNullable(
                    switch (type) {
                        case "2" -> new Integer32(Integer.parseInt(text));
                        case "4" -> new OctetString(text);
                        case "4x" -> new OctetString(HexFormat.of().parseHex(text));
                        case "5" -> Null.instance;
                        case "6" -> new OID(text);
                        case "64" -> new IpAddress(text);
                        case "64x" -> new IpAddress(HexFormat.of().parseHex(text));
                        case "65" -> new Counter32(Long.parseLong(text));
                        case "66" -> new Gauge32(Long.parseLong(text));
                        case "67" -> new TimeTicks(Long.parseLong(text));
                        case "68x" -> new Opaque(HexFormat.of().parseHex(text));
                        case "70" -> new Counter64(Long.parseUnsignedLong(text));
                        default -> null;
                    });
        } catch (IllegalArgumentException e) {
            // A line that cannot be answered is an object the device does not have.
            return Optional.empty();
        }
    }

    @Override
    public URI uri() {
        return URI.create("snmp://127.0.0.1:" + address.getPort());
    }

    @Override
    public Map<String, String> options() {
        return Map.of("community", "recording", "version", "v2c");
    }

    @Override
    public <A extends Address> void processPdu(CommandResponderEvent<A> event) {
        PDU request = event.getPDU();
        if (request == null) {
            return;
        }
        PDU answer = new PDU();
        answer.setType(PDU.RESPONSE);
        answer.setRequestID(request.getRequestID());
        switch (request.getType()) {
            case PDU.GET -> request.getVariableBindings().forEach(asked -> answer.add(exactly(asked.getOid())));
            case PDU.GETNEXT -> request.getVariableBindings().forEach(asked -> answer.add(after(asked.getOid())));
            case PDU.GETBULK -> bulk(request, answer);
            default -> answer.setErrorStatus(PDU.notWritable);
        }
        event.setProcessed(true);
        send(event, answer);
    }

    private VariableBinding exactly(OID oid) {
        Variable value = objects.get(oid);
        return new VariableBinding(oid, value == null ? Null.noSuchInstance : value);
    }

    private VariableBinding after(OID oid) {
        Map.@Nullable Entry<OID, Variable> next = objects.higherEntry(oid);
        return next == null
                ? new VariableBinding(oid, Null.endOfMibView)
                : new VariableBinding(next.getKey(), next.getValue());
    }

    private void bulk(PDU request, PDU answer) {
        int single = Math.min(request.getNonRepeaters(), request.size());
        for (int i = 0; i < single; i++) {
            answer.add(after(request.get(i).getOid()));
        }
        OID[] at = new OID[request.size() - single];
        for (int i = 0; i < at.length; i++) {
            at[i] = request.get(single + i).getOid();
        }
        for (int turn = 0; turn < request.getMaxRepetitions(); turn++) {
            for (int i = 0; i < at.length && answer.size() < MOST_BINDINGS; i++) {
                VariableBinding next = after(at[i]);
                answer.add(next);
                at[i] = next.getOid();
            }
        }
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
            // The one who asked hears nothing and asks again.
        }
    }

    @Override
    public void close() {
        try {
            snmp.close();
        } catch (IOException e) {
            // The socket goes with the command anyway.
        }
    }
}
