package io.tieline.rig.bench.farm;

import java.util.Map;
import java.util.TreeMap;
import org.snmp4j.PDU;
import org.snmp4j.smi.Gauge32;
import org.snmp4j.smi.Null;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.TimeTicks;
import org.snmp4j.smi.Variable;
import org.snmp4j.smi.VariableBinding;

/** What every simulated agent holds: the system group and gauges that differ in every answer. */
final class SnmpObjects {

    private static final int MOST_REPETITIONS = 100;

    private interface Value {
        Variable at(long turn);
    }

    private final TreeMap<OID, Value> objects = new TreeMap<>();
    private long turn;

    SnmpObjects(int gauges) {
        objects.put(new OID("1.3.6.1.2.1.1.1.0"), at -> new OctetString("Tieline bench agent"));
        objects.put(new OID("1.3.6.1.2.1.1.2.0"), at -> new OID(MixedFarm.SNMP_BASE));
        objects.put(new OID("1.3.6.1.2.1.1.3.0"), TimeTicks::new);
        for (int i = 1; i <= gauges; i++) {
            int number = i;
            objects.put(
                    new OID(MixedFarm.SNMP_BASE + "." + i + ".0"), at -> new Gauge32(1000 + (at + number) % 100_000));
        }
    }

    /** Turns a request into its answer (RFC 3416, 4.2). */
    void answer(PDU pdu) {
        turn++;
        switch (pdu.getType()) {
            case PDU.GET -> replace(pdu, false);
            case PDU.GETNEXT -> replace(pdu, true);
            case PDU.GETBULK -> bulk(pdu);
            default -> pdu.setErrorStatus(PDU.noAccess);
        }
        pdu.setType(PDU.RESPONSE);
    }

    private void replace(PDU pdu, boolean next) {
        pdu.setErrorStatus(0);
        pdu.setErrorIndex(0);
        for (int i = 0; i < pdu.size(); i++) {
            OID oid = pdu.get(i).getOid();
            pdu.set(i, next ? next(oid) : present(oid));
        }
    }

    private void bulk(PDU pdu) {
        int single = Math.min(pdu.getNonRepeaters(), pdu.size());
        int repetitions = Math.min(pdu.getMaxRepetitions(), MOST_REPETITIONS);
        PDU answer = new PDU();
        for (int i = 0; i < single; i++) {
            answer.add(next(pdu.get(i).getOid()));
        }
        int columns = pdu.size() - single;
        for (int r = 0; r < repetitions; r++) {
            for (int c = 0; c < columns; c++) {
                OID from = r == 0
                        ? pdu.get(single + c).getOid()
                        : answer.get(single + (r - 1) * columns + c).getOid();
                answer.add(next(from));
            }
        }
        pdu.clear();
        pdu.addAll(answer.getVariableBindings());
        pdu.setErrorStatus(0);
        pdu.setErrorIndex(0);
    }

    private VariableBinding present(OID oid) {
        Value value = objects.get(oid);
        return new VariableBinding(oid, value == null ? Null.noSuchObject : value.at(turn));
    }

    private VariableBinding next(OID oid) {
        Map.Entry<OID, Value> entry = objects.higherEntry(oid);
        return entry == null
                ? new VariableBinding(oid, Null.endOfMibView)
                : new VariableBinding(entry.getKey(), entry.getValue().at(turn));
    }
}
