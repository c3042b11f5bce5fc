package io.tieline.tariff.file;

import io.tieline.document.Problems;
import io.tieline.tariff.Tariff;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The tariffs that come with the bundle: examples to bill with, and to copy and put one's own figures into. */
public final class TariffLibrary {

    private TariffLibrary() {}

    public static Optional<Tariff> find(String id) {
        return Optional.ofNullable(Shipped.BY_ID.get(id)).map(Entry::tariff);
    }

    /** The file of a shipped tariff. */
    public static Optional<String> text(String id) {
        return Optional.ofNullable(Shipped.BY_ID.get(id)).map(Entry::text);
    }

    /** Ordered by id. */
    public static List<Tariff> all() {
        return Shipped.BY_ID.values().stream().map(Entry::tariff).toList();
    }

    private record Entry(Tariff tariff, String text) {}

    /** Read at first use. */
    private static final class Shipped {
        static final Map<String, Entry> BY_ID = read();

        private static Map<String, Entry> read() {
            Map<String, Entry> byId = new TreeMap<>();
            for (String name : ShippedFile.text("tariffs/index.txt").lines().toList()) {
                if (!name.isBlank()) {
                    Problems problems = new Problems();
                    String text = ShippedFile.text("tariffs/" + name.strip());
                    Tariff tariff = TariffReader.read(name, text, problems)
                            .orElseThrow(() -> new IllegalStateException(
                                    "shipped tariff: " + problems.sorted().get(0)));
                    byId.put(tariff.id(), new Entry(tariff, text));
                }
            }
            return byId;
        }
    }
}
