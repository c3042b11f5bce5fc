package io.tieline.rig.bench.contender;

import com.sun.management.OperatingSystemMXBean;
import io.tieline.rig.bench.farm.Addresses;
import io.tieline.rig.bench.fork.Orders;
import io.tieline.rig.bench.fork.Reply;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.stream.IntStream;

/** The process of one contender. Orders: {@code run CONNECTIONS MILLISECONDS}. */
public final class ContenderFork {

    private ContenderFork() {}

    /** @param args name of the contender, port of the slaves, connections */
    public static void main(String[] args) throws Exception {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        List<String> hosts = IntStream.range(0, Integer.parseInt(args[2]))
                .mapToObj(Addresses::modbus)
                .toList();
        try (Contender contender = of(Entry.valueOf(args[0]))) {
            contender.open(hosts, Integer.parseInt(args[1]));
            Orders.serve(new Reply(), words -> {
                long cpu = system.getProcessCpuTime();
                long begin = System.nanoTime();
                long requests = contender.exchange(Integer.parseInt(words[1]), Long.parseLong(words[2]));
                return new Reply()
                        .with("requests", requests)
                        .with("seconds", (System.nanoTime() - begin) / 1e9)
                        .with("cpu", (system.getProcessCpuTime() - cpu) / 1e9);
            });
        }
        // Libraries leave threads behind that are no daemons.
        System.exit(0);
    }

    /** Makes only the one that is asked for: the others are not on its class path. */
    private static Contender of(Entry entry) throws Exception {
        return switch (entry) {
            case TIELINE -> new Tieline(Contender.REGISTERS);
            case TIELINE_RAW -> new Tieline(2);
            case J2MOD -> new J2mod();
            case PLC4X -> new Plc4x();
            case DIGITALPETRI -> new Digitalpetri();
            case BARE -> new Bare();
        };
    }
}
