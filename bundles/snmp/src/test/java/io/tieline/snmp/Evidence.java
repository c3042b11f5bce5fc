package io.tieline.snmp;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.snmp4j.smi.OctetString;

/** What well-formed messages have said during one read. */
final class Evidence {
    private final Set<Integer> requests = new HashSet<>();
    private final List<byte[]> messages = new ArrayList<>();

    void asked(byte[] request) {
        PlainReader.read(request).ifPresent(message -> requests.add(message.requestId()));
    }

    void add(byte[] message) {
        messages.add(message);
    }

    @Override
    public String toString() {
        return messages.stream()
                .map(message -> new OctetString(message).toHexString())
                .collect(Collectors.joining("\n"));
    }

    /** SNMPv3 is authenticated: there, no spoiled message counts, however well-formed. */
    boolean carries(String oid, double value) {
        return messages.stream()
                .map(PlainReader::read)
                .flatMap(Optional::stream)
                .filter(message -> message.community().equals("public") && message.type() == 0xA2)
                .filter(message -> message.errorStatus() == 0 && requests.contains(message.requestId()))
                .anyMatch(message ->
                        Double.valueOf(value).equals(message.numbers().get(oid)));
    }
}
