package io.tieline.rig.bench.farm;

import io.tieline.rig.bench.fork.Orders;
import io.tieline.rig.bench.fork.Reply;
import java.io.IOException;

/** The process of the Modbus slaves. Orders: {@code outage N}. */
public final class ModbusFarm {

    private ModbusFarm() {}

    /** @param args number of slaves */
    public static void main(String[] args) throws IOException {
        int devices = Integer.parseInt(args[0]);
        ModbusSlaves slaves = new ModbusSlaves(devices);
        Orders.serve(new Reply().with("port", slaves.port()), words -> {
            slaves.suffer(new Outage(devices, Integer.parseInt(words[1])));
            return new Reply();
        });
    }
}
