package io.tieline.modbus.transport;

/** Where a unit, or a whole bus of them, is reached. Equal places share one connection. */
public sealed interface Place {

    /** Modbus TCP. */
    record Tcp(Endpoint endpoint) implements Place {}

    /** Modbus/TCP Security. */
    record Tls(Endpoint endpoint, TlsOptions options) implements Place {}

    /** Frames of the serial line within TCP: a plain serial gateway. */
    record RtuOverTcp(Endpoint endpoint) implements Place {}

    record Udp(Endpoint endpoint) implements Place {}

    record Serial(SerialLine line) implements Place {}
}
