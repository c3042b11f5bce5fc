package io.tieline.rig.bench.southbound;

import io.tieline.rig.bench.contender.ContenderFork;
import io.tieline.rig.bench.contender.Entry;
import io.tieline.rig.bench.farm.ModbusFarm;
import io.tieline.rig.bench.fork.Fork;
import io.tieline.rig.bench.fork.Reply;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Modbus clients against the same slaves, each in a process of its own, taking turns: what one answered request costs of
 * the client's processor time, and how long it takes where there is one connection.
 */
final class Contest implements AutoCloseable {

    private static final List<String> FLAGS = List.of("-XX:+UseSerialGC", "-Xmx256m", "-Xshare:auto");
    private static final List<String> FARM = List.of("-XX:+UseSerialGC", "-Xmx128m", "-Xshare:auto");

    /** Who is compared with one connection, too. */
    private static final List<Entry> SINGLE = List.of(Entry.TIELINE, Entry.J2MOD);

    private final Plan plan;
    private final Path work;
    private final Path target;
    private final Map<Entry, Fork> forks = new EnumMap<>(Entry.class);
    private @Nullable Fork slaves;

    /** @param target the rig's build folder */
    Contest(Plan plan, Path work, Path target) {
        this.plan = plan;
        this.work = work;
        this.target = target;
    }

    /** Starts them all and warms them up. Nothing is measured yet. */
    void prepare() throws IOException {
        Fork farm = Fork.start(
                "contest-slaves",
                work,
                FARM,
                System.getProperty("java.class.path"),
                ModbusFarm.class.getName(),
                plan.connections());
        slaves = farm;
        start(farm.answer().text("port"));
        for (Entry entry : plan.entries()) {
            run(entry, plan.connections(), plan.contenderWarmUpMillis());
        }
    }

    /** @param standings also keep what was reached before a contender fails */
    void play(Standings standings) throws IOException {
        for (int round = 0; round < plan.rounds(); round++) {
            for (Entry entry : turn(plan.entries(), round)) {
                standings.add(entry, run(entry, plan.connections(), plan.roundMillis()));
            }
        }
        for (int round = 0; round < plan.rounds(); round++) {
            for (Entry entry : turn(SINGLE, round)) {
                standings.addSingle(entry, run(entry, 1, plan.latencyMillis()));
            }
        }
    }

    /** One after the other: all at once they would take the processor from the engine that begins to poll beside them. */
    private void start(String port) throws IOException {
        for (Entry entry : plan.entries()) {
            Fork fork = Fork.start(
                    entry.name(),
                    work,
                    FLAGS,
                    entry.classPath(target),
                    ContenderFork.class.getName(),
                    entry,
                    port,
                    plan.connections());
            forks.put(entry, fork);
            fork.answer();
        }
    }

    private Reply run(Entry entry, int connections, long millis) throws IOException {
        Fork fork = forks.get(entry);
        if (fork == null) {
            throw new IllegalStateException(entry + " does not run");
        }
        return fork.ask("run", connections, millis);
    }

    /** The same in an order that differs from round to round, so that nobody always comes after the same one. */
    private static List<Entry> turn(List<Entry> entries, int round) {
        List<Entry> turned = new ArrayList<>(entries);
        Collections.rotate(turned, round);
        return turned;
    }

    @Override
    public void close() {
        forks.values().forEach(Fork::close);
        if (slaves != null) {
            slaves.close();
        }
    }
}
