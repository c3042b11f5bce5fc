package io.tieline.rig.wire;

import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.snmp4j.PDU;
import org.snmp4j.agent.DefaultMOScope;
import org.snmp4j.agent.MOScope;
import org.snmp4j.agent.mo.GenericManagedObject;
import org.snmp4j.agent.request.SubRequest;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.Null;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.Variable;

/** All objects of one agent, each read when it is asked for; filled before the agent starts. */
final class SnmpObjects implements GenericManagedObject {

    private record Instance(Supplier<Variable> value, @Nullable IntConsumer set) {}

    private final MOScope scope = new DefaultMOScope(new OID("1.3.6.1"), true, new OID("1.3.6.2"), false);
    private final NavigableMap<OID, Instance> instances = new TreeMap<>();

    void put(String oid, Supplier<Variable> value) {
        instances.put(new OID(oid), new Instance(value, null));
    }

    void text(String oid, String value) {
        put(oid, () -> new OctetString(value));
    }

    void number(String oid, Supplier<? extends Number> value) {
        put(oid, () -> new Integer32((int) Math.round(value.get().doubleValue())));
    }

    void number(String oid, int value) {
        put(oid, () -> new Integer32(value));
    }

    /** A number that can also be set. */
    void command(String oid, int value, IntConsumer set) {
        instances.put(new OID(oid), new Instance(() -> new Integer32(value), set));
    }

    @Override
    public MOScope getScope() {
        return scope;
    }

    @Override
    public @Nullable OID find(MOScope range) {
        Map.Entry<OID, Instance> entry = first(range);
        return entry == null ? null : entry.getKey();
    }

    private Map.@Nullable Entry<OID, Instance> first(MOScope range) {
        Map.Entry<OID, Instance> entry = range.isLowerIncluded()
                ? instances.ceilingEntry(range.getLowerBound())
                : instances.higherEntry(range.getLowerBound());
        boolean inside = entry != null && (range.getUpperBound() == null || range.covers(entry.getKey()));
        return inside ? entry : null;
    }

    @Override
    public void get(SubRequest<?> request) {
        Instance instance = instances.get(request.getVariableBinding().getOid());
        request.getVariableBinding()
                .setVariable(
                        instance == null
                                ? Null.noSuchInstance
                                : instance.value().get());
        request.completed();
    }

    @Override
    public boolean next(SubRequest<?> request) {
        Map.Entry<OID, Instance> entry = first(request.getScope());
        if (entry == null) {
            return false;
        }
        request.getVariableBinding().setOid(entry.getKey());
        request.getVariableBinding().setVariable(entry.getValue().value().get());
        request.completed();
        return true;
    }

    @Override
    public void prepare(SubRequest<?> request) {
        Instance instance = instances.get(request.getVariableBinding().getOid());
        if (instance == null || instance.set() == null) {
            request.setErrorStatus(PDU.notWritable);
        } else if (!(request.getVariableBinding().getVariable() instanceof Integer32)) {
            request.setErrorStatus(PDU.wrongType);
        }
        request.completed();
    }

    @Override
    public void commit(SubRequest<?> request) {
        Instance instance = instances.get(request.getVariableBinding().getOid());
        if (instance != null && instance.set() != null) {
            instance.set().accept(request.getVariableBinding().getVariable().toInt());
        }
        request.completed();
    }

    @Override
    public void undo(SubRequest<?> request) {
        request.completed();
    }

    @Override
    public void cleanup(SubRequest<?> request) {
        request.completed();
    }
}
