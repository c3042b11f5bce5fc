package io.tieline.modbus;

import io.tieline.modbus.framing.Function;
import io.tieline.modbus.framing.Request;
import io.tieline.modbus.transport.Links;
import io.tieline.modbus.transport.ModbusAddress;
import io.tieline.modbus.unit.Answer;
import io.tieline.modbus.unit.RemoteUnit;
import io.tieline.model.SiteClock;
import io.tieline.southbound.DeviceException;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One unit at an address, asked directly. */
final class Unit implements AutoCloseable {

    private final Links links = new Links(SiteClock.system());
    private final URI uri;
    private final Map<String, String> options;

    Unit(String uri, Map<String, String> options) {
        this.uri = URI.create(uri);
        this.options = options;
    }

    Unit(String uri) {
        this(uri, Map.of());
    }

    private RemoteUnit remote(URI at) throws DeviceException {
        ModbusAddress address = ModbusAddress.of(at, options);
        return new RemoteUnit(links.acquire(address), new Request.Target(address.unit(), 1_000_000_000L, 0, 1, false));
    }

    Answer read(int address, int quantity) throws Exception {
        return remote(uri)
                .read(Function.READ_HOLDING_REGISTERS, address, quantity)
                .get(20, TimeUnit.SECONDS);
    }

    /** Another unit on the same connections. */
    Answer read(String at, int address, int quantity) throws Exception {
        return remote(URI.create(at))
                .read(Function.READ_HOLDING_REGISTERS, address, quantity)
                .get(20, TimeUnit.SECONDS);
    }

    Answer write(int address, short... words) throws Exception {
        return remote(uri).write(Function.WRITE_REGISTERS, address, words).get(20, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        links.close();
    }
}
