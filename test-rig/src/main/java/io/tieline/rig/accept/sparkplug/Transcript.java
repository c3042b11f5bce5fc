package io.tieline.rig.accept.sparkplug;

import io.tieline.rig.broker.SparkplugMessage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Everything the edge node said, connection by connection, and what was done to it meanwhile. Thread-safe. */
final class Transcript {

    /** Something the course did, among the packets where it happened. */
    record Mark(String what) {}

    /** One entry: a packet or a mark. */
    record Entry(@Nullable Packet packet, @Nullable Mark mark) {}

    /** One connection to one broker. */
    static final class Connection {
        private final String broker;
        private final List<Entry> entries = new ArrayList<>();
        private boolean ended;

        Connection(String broker) {
            this.broker = broker;
        }

        String broker() {
            return broker;
        }

        synchronized void add(Packet packet) {
            entries.add(new Entry(packet, null));
        }

        synchronized void mark(String what) {
            entries.add(new Entry(null, new Mark(what)));
        }

        synchronized void end() {
            ended = true;
        }

        synchronized boolean hasEnded() {
            return ended;
        }

        synchronized List<Entry> entries() {
            return List.copyOf(entries);
        }

        <T extends Packet> List<T> of(Class<T> kind) {
            return entries().stream()
                    .map(Entry::packet)
                    .filter(kind::isInstance)
                    .map(kind::cast)
                    .toList();
        }

        Packet.Connect connect() {
            return of(Packet.Connect.class).get(0);
        }

        /** The Sparkplug messages that carry a sequence number, in order. */
        List<Packet.Publish> sparkplug() {
            return of(Packet.Publish.class).stream()
                    .filter(publish -> publish.topic().startsWith("spBv1.0/"))
                    .toList();
        }

        /** What was published after a mark and before the next one. */
        List<Packet.Publish> after(String mark) {
            List<Packet.Publish> found = new ArrayList<>();
            boolean within = false;
            for (Entry entry : entries()) {
                if (entry.mark() != null) {
                    within = entry.mark().what().equals(mark);
                } else if (within && entry.packet() instanceof Packet.Publish publish) {
                    found.add(publish);
                }
            }
            return found;
        }
    }

    private final List<Connection> connections = new ArrayList<>();

    synchronized Connection open(String broker) {
        Connection connection = new Connection(broker);
        connections.add(connection);
        return connection;
    }

    /** A copy in which every packet was changed; those for which the change says null are left out. */
    Transcript changed(UnaryOperator<@Nullable Packet> change) {
        Transcript copy = new Transcript();
        for (Connection connection : connections()) {
            Connection same = copy.open(connection.broker());
            for (Entry entry : connection.entries()) {
                if (entry.mark() != null) {
                    same.mark(entry.mark().what());
                } else {
                    Packet packet = change.apply(entry.packet());
                    if (packet != null) {
                        same.add(packet);
                    }
                }
            }
            same.end();
        }
        return copy;
    }

    synchronized void mark(String what) {
        if (!connections.isEmpty()) {
            connections.get(connections.size() - 1).mark(what);
        }
    }

    /** Connections on which the client got as far as CONNECT. */
    synchronized List<Connection> connections() {
        return connections.stream()
                .filter(connection -> !connection.of(Packet.Connect.class).isEmpty())
                .toList();
    }

    Stream<Packet.Publish> published() {
        return connections().stream().flatMap(connection -> connection.sparkplug().stream());
    }

    List<Packet.Publish> of(String... types) {
        return published()
                .filter(publish -> Stream.of(types).anyMatch(publish::isOf))
                .toList();
    }

    boolean has(Predicate<Packet.Publish> wanted) {
        return published().anyMatch(wanted);
    }

    /** The payload, decoded by code of our own. */
    static SparkplugMessage decode(Packet.Publish publish) {
        try {
            return SparkplugMessage.decode(publish.payload());
        } catch (IOException e) {
            throw new IllegalArgumentException(publish.topic() + " is not protobuf of the right form", e);
        }
    }
}
