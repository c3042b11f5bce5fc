package io.tieline.modbus.transport;

import io.tieline.southbound.DeviceFault;
import io.tieline.southbound.DeviceFault.Kind;

/** Host and port. */
public record Endpoint(String host, int port) {

    DeviceFault unknownHost() {
        return new DeviceFault(
                Kind.NO_CONNECTION, "the host name " + host + " is not known: check the address or the name server");
    }

    DeviceFault unreachable(Throwable cause) {
        return new DeviceFault(
                Kind.NO_CONNECTION,
                "nothing answers at " + this + " (" + cause.getMessage() + "): check address, port and network");
    }

    DeviceFault broken(Throwable cause) {
        return new DeviceFault(
                Kind.NO_CONNECTION,
                "the connection to " + this + " broke (" + cause.getMessage() + "): check the network and the device");
    }

    @Override
    public String toString() {
        return host.contains(":") ? "[" + host + "]:" + port : host + ":" + port;
    }
}
