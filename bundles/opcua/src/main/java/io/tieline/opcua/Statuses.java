package io.tieline.opcua;

import io.tieline.model.Quality;
import io.tieline.southbound.DeviceException;
import io.tieline.southbound.DeviceFault;
import java.net.ConnectException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;

/** What OPC UA status codes mean in the one model (OPC 10000-4, 7.39; OPC 10000-8, 6.3). */
final class Statuses {

    /** The lower 16 bits are flags about the value, not its cause. */
    private static final long CAUSE = 0xFFFF0000L;

    private static final Map<Long, Quality> QUALITIES = Map.ofEntries(
            Map.entry(StatusCodes.Uncertain_LastUsableValue & CAUSE, Quality.UNCERTAIN_STALE),
            Map.entry(StatusCodes.Uncertain_NoCommunicationLastUsableValue & CAUSE, Quality.UNCERTAIN_STALE),
            Map.entry(StatusCodes.Uncertain_SubstituteValue & CAUSE, Quality.UNCERTAIN_SUBSTITUTED),
            Map.entry(StatusCodes.Uncertain_InitialValue & CAUSE, Quality.UNCERTAIN_SUBSTITUTED),
            Map.entry(StatusCodes.Bad_NodeIdUnknown & CAUSE, Quality.BAD_NOT_SUPPORTED),
            Map.entry(StatusCodes.Bad_NodeIdInvalid & CAUSE, Quality.BAD_NOT_SUPPORTED),
            Map.entry(StatusCodes.Bad_AttributeIdInvalid & CAUSE, Quality.BAD_NOT_SUPPORTED),
            Map.entry(StatusCodes.Bad_NotSupported & CAUSE, Quality.BAD_NOT_SUPPORTED),
            Map.entry(StatusCodes.Bad_NotImplemented & CAUSE, Quality.BAD_NOT_SUPPORTED),
            Map.entry(StatusCodes.Bad_NotReadable & CAUSE, Quality.BAD_CONFIGURATION),
            Map.entry(StatusCodes.Bad_UserAccessDenied & CAUSE, Quality.BAD_CONFIGURATION),
            Map.entry(StatusCodes.Bad_ConfigurationError & CAUSE, Quality.BAD_CONFIGURATION),
            Map.entry(StatusCodes.Bad_NotConnected & CAUSE, Quality.BAD_NO_CONNECTION),
            Map.entry(StatusCodes.Bad_NoCommunication & CAUSE, Quality.BAD_NO_CONNECTION),
            Map.entry(StatusCodes.Bad_WaitingForInitialData & CAUSE, Quality.BAD_NEVER_READ),
            Map.entry(StatusCodes.Bad_NoData & CAUSE, Quality.BAD_SENTINEL),
            Map.entry(StatusCodes.Bad_OutOfRange & CAUSE, Quality.BAD_OUT_OF_RANGE),
            Map.entry(StatusCodes.Bad_Timeout & CAUSE, Quality.BAD_TIMEOUT));

    /** The session is gone in the server's eyes: only a new one helps. */
    private static final Set<Long> GONE = Set.of(
            StatusCodes.Bad_SessionIdInvalid,
            StatusCodes.Bad_SessionClosed,
            StatusCodes.Bad_SessionNotActivated,
            StatusCodes.Bad_SecureChannelIdInvalid,
            StatusCodes.Bad_SecureChannelClosed);

    private Statuses() {}

    static Quality quality(StatusCode status) {
        if (status.isGood()) {
            return Quality.GOOD;
        }
        Quality known = QUALITIES.get(status.getValue() & CAUSE);
        if (known != null) {
            return known;
        }
        return status.isUncertain() ? Quality.UNCERTAIN_SENSOR_LIMITED : Quality.BAD_DEVICE_FAULT;
    }

    static String name(StatusCode status) {
        return StatusCodes.lookup(status.getValue())
                .map(texts -> texts[0])
                .orElseGet(() -> "0x" + Long.toHexString(status.getValue()));
    }

    static DeviceFault fault(Throwable error) {
        Throwable cause = error;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof DeviceException device) {
            return device.fault();
        }
        if (cause instanceof TimeoutException) {
            return new DeviceFault(DeviceFault.Kind.TIMEOUT, "The server did not answer in time.");
        }
        Optional<UaException> ua = UaException.extract(cause);
        if (ua.isPresent()) {
            return fault(ua.get().getStatusCode(), String.valueOf(ua.get().getMessage()));
        }
        boolean network = cause instanceof ConnectException || cause instanceof java.io.IOException;
        return new DeviceFault(
                network ? DeviceFault.Kind.NO_CONNECTION : DeviceFault.Kind.PROTOCOL,
                network ? "Cannot connect: " + cause.getMessage() + "." : "Unexpected: " + cause + ".");
    }

    private static DeviceFault fault(StatusCode status, String message) {
        long code = status.getValue();
        String text = name(status) + " (" + message + ").";
        if (code == StatusCodes.Bad_Timeout || code == StatusCodes.Bad_RequestTimeout) {
            return new DeviceFault(DeviceFault.Kind.TIMEOUT, "The server did not answer in time: " + text);
        }
        if (GONE.contains(code)) {
            return new DeviceFault(DeviceFault.Kind.NO_CONNECTION, "The session is over: " + text);
        }
        if (code == StatusCodes.Bad_CertificateUntrusted || code == StatusCodes.Bad_SecurityChecksFailed) {
            return new DeviceFault(
                    DeviceFault.Kind.REFUSED,
                    "A certificate is not trusted: " + text
                            + " Trust the gateway's in the server: it is client.der in the directory of its keys.");
        }
        if (status.isSecurityError()
                || code == StatusCodes.Bad_IdentityTokenRejected
                || code == StatusCodes.Bad_IdentityTokenInvalid
                || code == StatusCodes.Bad_UserAccessDenied) {
            return new DeviceFault(
                    DeviceFault.Kind.REFUSED, "The server refuses: " + text + " Check options user and password.");
        }
        if (code == StatusCodes.Bad_DecodingError
                || code == StatusCodes.Bad_EncodingError
                || code == StatusCodes.Bad_TcpMessageTypeInvalid
                || code == StatusCodes.Bad_UnknownResponse) {
            return new DeviceFault(DeviceFault.Kind.PROTOCOL, "The answer is not OPC UA: " + text);
        }
        return new DeviceFault(DeviceFault.Kind.NO_CONNECTION, "No connection: " + text);
    }
}
