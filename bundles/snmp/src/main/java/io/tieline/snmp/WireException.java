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

    /** What is wrong with an answer; null: nothing. */
    static @Nullable WireException of(ResponseEvent<?> event) {
        if (event.getError() != null) {
            return unsent(event.getError());
        }
        PDU response = event.getResponse();
        if (response == null) {
            return new WireException(new DeviceFault(
                    DeviceFault.Kind.TIMEOUT,
                    "no answer; check address, port and credentials, and that the agent allows this host"));
        }
        if (response.getType() == PDU.REPORT) {
            return new WireException(new DeviceFault(DeviceFault.Kind.REFUSED, report(response)));
        }
        return null;
    }

    private static String report(PDU report) {
        OID oid = report.size() > 0 ? report.get(0).getOid() : USM_STATISTICS;
        int reason = oid.startsWith(USM_STATISTICS) && oid.size() > USM_STATISTICS.size()
                ? oid.get(USM_STATISTICS.size())
                : 0;
        return switch (reason) {
            case 1 -> "the agent does not allow this security level; check auth and priv";
            case 2 -> "the agent's clock and ours differ; check the agent";
            case 3 -> "the agent does not know the user; check user";
            case 5 -> "wrong authentication; check auth and authSecret";
            case 6 -> "cannot be decrypted; check priv and privSecret";
            default -> "the agent refuses with report " + oid + "; check the SNMPv3 options";
        };
    }
}
