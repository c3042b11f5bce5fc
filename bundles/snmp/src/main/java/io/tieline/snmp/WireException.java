package io.tieline.snmp;

import io.tieline.southbound.DeviceFault;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.snmp4j.PDU;
import org.snmp4j.event.ResponseEvent;
import org.snmp4j.smi.OID;

/** No usable answer came. */
final class WireException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** RFC 3414 section 5: the counters a report names tell why it was sent. */
    private static final OID USM_STATISTICS = new OID("1.3.6.1.6.3.15.1.1");

    private final transient DeviceFault fault;

    private WireException(DeviceFault fault) {
        super(fault.text(), null, false, false);
        this.fault = fault;
    }

    DeviceFault fault() {
        return fault;
    }

    /** Nothing came at all, so that another question may have an answer. */
    boolean isSilence() {
        return fault.kind() == DeviceFault.Kind.TIMEOUT;
    }

    /** What is wrong, of a future that failed. */
    static DeviceFault faultOf(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return cause instanceof WireException wire
                ? wire.fault
                : new DeviceFault(DeviceFault.Kind.PROTOCOL, "the answer cannot be read: " + cause + "; report it");
    }

    static WireException unsent(Exception cause) {
        return new WireException(new DeviceFault(
                DeviceFault.Kind.NO_CONNECTION, "cannot send: " + cause.getMessage() + "; check the network"));
    }

    static WireException silent() {
        return new WireException(new DeviceFault(
                DeviceFault.Kind.TIMEOUT,
                "no answer; check address, port and credentials, and that the agent allows this host"));
    }

    static WireException refused(String text) {
        return new WireException(refusal(text));
    }

    static WireException endless(String spent) {
        return new WireException(new DeviceFault(
                DeviceFault.Kind.PROTOCOL,
                "the agent's tables did not end within " + spent + "; name a profile, or check the agent"));
    }

    /** What is wrong with an answer; null: nothing. */
    static @Nullable WireException of(ResponseEvent<?> event) {
        if (event.getError() != null) {
            return unsent(event.getError());
        }
        PDU response = event.getResponse();
        if (response == null) {
            return silent();
        }
        return response.getType() == PDU.REPORT ? new WireException(fault(response)) : null;
    }

    private static DeviceFault fault(PDU report) {
        OID oid = report.size() > 0 ? report.get(0).getOid() : USM_STATISTICS;
        int reason = oid.startsWith(USM_STATISTICS) && oid.size() > USM_STATISTICS.size()
                ? oid.get(USM_STATISTICS.size())
                : 0;
        return switch (reason) {
            case 1 -> refusal("the agent does not allow this security level; check auth and priv");
            // Our picture of its clock is thrown away with this, so the next request sets it anew.
            case 2 ->
                new DeviceFault(
                        DeviceFault.Kind.TIMEOUT,
                        "the agent's clock jumps; if this stays, another agent has the same engine ID: change it");
            case 3 -> refusal("the agent does not know the user; check user");
            // Another agent answers at the address, or it was set up anew: only connecting again asks who it is.
            case 4 ->
                new DeviceFault(
                        DeviceFault.Kind.NO_CONNECTION, "another SNMP engine answers than before; connect again");
            case 5 -> refusal("wrong authentication; check auth and authSecret");
            case 6 -> refusal("cannot be decrypted; check priv and privSecret");
            default -> refusal("the agent refuses with report " + oid + "; check the SNMPv3 options");
        };
    }

    private static DeviceFault refusal(String text) {
        return new DeviceFault(DeviceFault.Kind.REFUSED, text);
    }
}
