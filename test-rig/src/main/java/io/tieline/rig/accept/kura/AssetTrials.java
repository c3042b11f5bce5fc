package io.tieline.rig.accept.kura;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.kura.channel.ChannelRecord;
import org.eclipse.kura.channel.ChannelStatus;
import org.eclipse.kura.channel.listener.ChannelListener;
import org.eclipse.kura.core.configuration.metatype.Tad;
import org.eclipse.kura.driver.Driver;
import org.eclipse.kura.type.DataType;
import org.eclipse.kura.type.TypedValue;
import org.eclipse.kura.type.TypedValues;

/** What Kura's assets do to a driver. */
final class AssetTrials {

    private static final int MANY = 1000;
    private static final int ASSETS = 4;
    private static final int ROUNDS = 50;
    /** An asset has no time limit of its own: whatever a driver waits, everything behind the timer waits. */
    private static final double MOST_READ_MILLIS = 100;

    private static final double MOST_WRITE_SECONDS = 7;
    private static final int CABINETS = 8;
    private static final List<String> OF_A_CABINET =
            List.of("battery.soc", "battery.power", "battery.temperature", "no.such.point");

    private AssetTrials() {}

    static List<Trial> all() {
        return List.of(
                new Trial(
                        "asset-descriptor",
                        "the channel descriptor is a list of Kura's own class, which its console changes",
                        AssetTrials::descriptor),
                new Trial(
                        "asset-same-list",
                        "a prepared read gives the very list it was prepared with: Kura's quick path",
                        AssetTrials::sameList),
                new Trial(
                        "asset-null",
                        "no success without a value, no channel without a status: the console fails on them",
                        AssetTrials::values),
                new Trial("asset-dead", "a dead device fails its own channels only, and at once", AssetTrials::dead),
                new Trial(
                        "asset-many",
                        "a thousand channels are read in less than " + (int) MOST_READ_MILLIS + " ms",
                        AssetTrials::many),
                new Trial(
                        "asset-parallel",
                        "assets on threads of their own read through one driver at once",
                        AssetTrials::parallel),
                new Trial(
                        "asset-write",
                        "a write that cannot be carried out fails with a reason and within its time",
                        AssetTrials::write),
                new Trial(
                        "asset-listen",
                        "a listener may come twice, hears values, and hears none once it is gone",
                        AssetTrials::listen));
    }

    private static List<String> descriptor(InstalledProduct product) {
        Object descriptor = product.driver().getChannelDescriptor().getDescriptor();
        if (!(descriptor instanceof List<?> list) || list.isEmpty()) {
            return List.of("it is " + descriptor);
        }
        return list.stream()
                .filter(each -> !(each instanceof Tad))
                .map(each -> "it has a " + each.getClass())
                .toList();
    }

    private static List<String> sameList(InstalledProduct product) throws Exception {
        try (AssetDouble asset = new AssetDouble(product.driver(), points(OF_A_CABINET.size()))) {
            boolean first = asset.read() == asset.channels();
            boolean second = asset.read() == asset.channels();
            return first && second ? List.of() : List.of("it is another list");
        }
    }

    /** Points of all cabinets in turn, some of them unknown and some of a type they do not fit. */
    private static Map<String, DataType> points(int count) {
        Map<String, DataType> points = new TreeMap<>();
        for (int i = 0; points.size() < count; i++) {
            String point = "cab-0" + (i % CABINETS + 1) + "/" + OF_A_CABINET.get(i / CABINETS % OF_A_CABINET.size());
            points.put(
                    i < CABINETS * OF_A_CABINET.size() ? point : point + "." + i,
                    i % 3 == 0 ? DataType.STRING : DataType.DOUBLE);
        }
        return points;
    }

    private static List<String> values(InstalledProduct product) throws Exception {
        Map<String, DataType> points = new TreeMap<>(points(MANY / 10));
        points.put(InstalledProduct.METER, DataType.DOUBLE);
        points.put("nobody/knows", DataType.DOUBLE);
        points.put("nonsense", DataType.INTEGER);
        try (AssetDouble asset = new AssetDouble(product.driver(), points)) {
            List<String> faults = new ArrayList<>();
            for (ChannelRecord channel : asset.read()) {
                fault(channel)
                        .ifPresent(
                                fault -> faults.add(channel.getChannelConfig().get("point") + " " + fault));
            }
            return faults;
        }
    }

    private static Optional<String> fault(ChannelRecord channel) {
        ChannelStatus status = channel.getChannelStatus();
        if (status == null) {
            return Optional.of("has no status");
        }
        if (!InstalledProduct.isGood(channel)) {
            String message = status.getExceptionMessage();
            return message == null || message.isBlank() ? Optional.of("fails without a reason") : Optional.empty();
        }
        TypedValue<?> value = channel.getValue();
        if (value == null) {
            return Optional.of("has succeeded without a value");
        }
        return value.getType() == channel.getValueType() ? Optional.empty() : Optional.of("is a " + value.getType());
    }

    private static List<String> dead(InstalledProduct product) throws Exception {
        Map<String, DataType> points = new TreeMap<>(Map.of(
                InstalledProduct.METER, DataType.DOUBLE, InstalledProduct.DEAD + "/meter.power", DataType.DOUBLE));
        try (AssetDouble asset = new AssetDouble(product.driver(), points)) {
            asset.read();
            long begin = System.nanoTime();
            List<ChannelRecord> channels = asset.read();
            double millis = (System.nanoTime() - begin) / 1e6;
            List<String> faults = new ArrayList<>();
            if (InstalledProduct.isGood(channels.get(0)) || !InstalledProduct.isGood(channels.get(1))) {
                faults.add("dead " + text(channels.get(0)) + ", alive " + text(channels.get(1)));
            }
            if (millis > MOST_READ_MILLIS) {
                faults.add("it took " + Math.round(millis) + " ms");
            }
            return faults;
        }
    }

    private static String text(ChannelRecord channel) {
        ChannelStatus status = channel.getChannelStatus();
        return status == null ? "without a status" : status.getChannelFlag() + " " + status.getExceptionMessage();
    }

    private static List<String> many(InstalledProduct product) throws Exception {
        try (AssetDouble asset = new AssetDouble(product.driver(), points(MANY))) {
            asset.read();
            double best = Double.MAX_VALUE;
            // The best: what else the machine does is not the driver's fault.
            for (int i = 0; i < ROUNDS; i++) {
                long begin = System.nanoTime();
                asset.read();
                best = Math.min(best, (System.nanoTime() - begin) / 1e6);
            }
            return best <= MOST_READ_MILLIS ? List.of() : List.of("it took " + Math.round(best) + " ms");
        }
    }

    private static List<String> parallel(InstalledProduct product) throws Exception {
        Driver driver = product.driver();
        ExecutorService timers = Executors.newFixedThreadPool(ASSETS);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < ASSETS; i++) {
                running.add(timers.submit(() -> {
                    try (AssetDouble asset = new AssetDouble(driver, points(MANY / 10))) {
                        for (int round = 0; round < ROUNDS; round++) {
                            asset.read();
                        }
                    }
                    return null;
                }));
            }
            List<String> faults = new ArrayList<>();
            for (Future<?> asset : running) {
                try {
                    asset.get();
                } catch (ExecutionException e) {
                    faults.add(String.valueOf(e.getCause()));
                }
            }
            return faults;
        } finally {
            timers.shutdownNow();
        }
    }

    private static List<String> write(InstalledProduct product) throws Exception {
        List<String> faults = new ArrayList<>();
        try (AssetDouble asset = new AssetDouble(product.driver(), Map.of(InstalledProduct.METER, DataType.DOUBLE))) {
            for (String point : List.of("nobody/knows", "grid/no.such.command", InstalledProduct.DEAD + "/no.such")) {
                long begin = System.nanoTime();
                ChannelRecord channel = asset.write(point, TypedValues.newTypedValue(1.0));
                double seconds = (System.nanoTime() - begin) / 1e9;
                ChannelStatus status = channel.getChannelStatus();
                if (status == null || InstalledProduct.isGood(channel)) {
                    faults.add(point + " was written");
                } else if (status.getExceptionMessage() == null) {
                    faults.add(point + " failed without a reason");
                }
                if (seconds > MOST_WRITE_SECONDS) {
                    faults.add(point + " took " + Math.round(seconds) + " s");
                }
            }
        }
        return faults;
    }

    private static List<String> listen(InstalledProduct product) throws Exception {
        Driver driver = product.driver();
        CountDownLatch heard = new CountDownLatch(1);
        AtomicInteger events = new AtomicInteger();
        ChannelListener listener = event -> {
            events.incrementAndGet();
            heard.countDown();
        };
        Map<String, Object> channel = AssetDouble.configuration(InstalledProduct.METER, DataType.DOUBLE);
        driver.registerChannelListener(channel, listener);
        driver.registerChannelListener(channel, listener);
        List<String> faults = new ArrayList<>();
        if (!heard.await(10, TimeUnit.SECONDS)) {
            faults.add("nothing was heard for 10 s");
        }
        driver.unregisterChannelListener(listener);
        // What was already on its way when it was taken off.
        TimeUnit.MILLISECONDS.sleep(500);
        int then = events.get();
        TimeUnit.MILLISECONDS.sleep(2500);
        if (events.get() > then) {
            faults.add("it still hears values");
        }
        return faults;
    }
}
