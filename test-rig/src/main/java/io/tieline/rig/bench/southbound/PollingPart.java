package io.tieline.rig.bench.southbound;

import io.tieline.rig.bench.farm.MixedFarm;
import io.tieline.rig.bench.farm.ModbusFarm;
import io.tieline.rig.bench.fork.Fork;
import io.tieline.rig.bench.fork.Reply;
import io.tieline.rig.bench.gateway.GatewayFork;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * One gateway process polls: a thousand Modbus devices; then the same while some of them are dead; then, from a fresh start
 * of its engine, the thousand beside SNMP agents and OPC UA servers.
 */
final class PollingPart {

    /**
     * Those of {@code bin/tieline-gateway} for a gateway that polls a lot: with the later compiler, as it recommends, and
     * the heap the figure allows.
     */
    private static final List<String> PRODUCT = List.of(
            "-XX:+UseSerialGC",
            "-Xmx256m",
            "-Xss512k",
            "-XX:MaxDirectMemorySize=32m",
            "-Xshare:auto",
            "-XX:+ExitOnOutOfMemoryError",
            "-Dio.netty.allocator.numDirectArenas=1",
            "-Dio.netty.allocator.numHeapArenas=1");

    /** With the early compiler alone: what simulates should be ready soon, and leave the processor to what is measured. */
    private static final List<String> FARM =
            List.of("-XX:+UseSerialGC", "-Xmx512m", "-Xshare:auto", "-XX:TieredStopAtLevel=1");

    /** From the first silence of a device to the moment it is not connected any more, and a little. */
    private static final long SETTLE_MILLIS = 1_500;

    /** Work for the time in which an engine begins to poll and nothing is measured. */
    interface Meanwhile {
        void run() throws IOException;
    }

    private final Plan plan;
    private final Path work;
    private final Meanwhile meanwhile;

    /** @param meanwhile run while the SNMP agents are read for the first time, which takes their whole interval */
    PollingPart(Plan plan, Path work, Meanwhile meanwhile) {
        this.plan = plan;
        this.work = work;
        this.meanwhile = meanwhile;
    }

    /** @param told gets the figures of each step as soon as it is done */
    void measure(Consumer<List<Figure>> told) throws IOException, InterruptedException {
        String classPath = System.getProperty("java.class.path");
        try (Fork slaves = slaves("slaves");
                Fork healthy = slaves("slaves-again");
                Fork mixed = Fork.start(
                        "mixed",
                        work,
                        FARM,
                        classPath,
                        MixedFarm.class.getName(),
                        plan.agents(),
                        plan.objects(),
                        plan.servers(),
                        plan.variables());
                Fork gateway = Fork.start(
                        "gateway", work, PRODUCT, classPath, GatewayFork.class.getName(), work.resolve("keys"))) {
            gateway.answer();
            String modbus = "modbus:" + plan.devices() + ":" + slaves.answer().text("port");
            gateway.ask("poll", modbus);
            Reply others = mixed.answer();
            TimeUnit.MILLISECONDS.sleep(plan.warmUpMillis());
            Reply alone = gateway.ask("measure", plan.pollMillis(), plan.devices(), plan.dead(), false);
            told.accept(Figures.alone(alone));
            slaves.ask("outage", plan.dead());
            TimeUnit.MILLISECONDS.sleep(SETTLE_MILLIS);
            Reply outage = gateway.ask("measure", plan.outageMillis(), plan.devices(), plan.dead(), true);
            told.accept(Figures.outage(alone, outage));
            told.accept(Figures.mixed(mixed(gateway, healthy.answer(), others)));
        }
    }

    /** With slaves that are well: others. */
    private Reply mixed(Fork gateway, Reply healthy, Reply others) throws IOException, InterruptedException {
        gateway.order(
                "poll",
                "modbus:" + plan.devices() + ":" + healthy.text("port"),
                "snmp:" + plan.agents() + ":" + others.text("snmp") + ":" + plan.objects(),
                "opcua:" + plan.variables() + ":" + others.text("opcua"));
        meanwhile.run();
        gateway.answer();
        TimeUnit.MILLISECONDS.sleep(SETTLE_MILLIS);
        return gateway.ask("measure", plan.mixedMillis(), plan.devices(), 0, false);
    }

    private Fork slaves(String name) throws IOException {
        return Fork.start(
                name, work, FARM, System.getProperty("java.class.path"), ModbusFarm.class.getName(), plan.devices());
    }
}
