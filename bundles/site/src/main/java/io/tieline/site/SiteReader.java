package io.tieline.site;

import io.tieline.document.Document;
import io.tieline.document.Fields;
import io.tieline.document.Problems;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** Reads a site description. A file with a problem is no site at all: nothing is half-started. */
public final class SiteReader {

    static final Duration DEFAULT_POLL = Duration.ofSeconds(1);
    static final Duration DEFAULT_TIMEOUT = Duration.ofMillis(800);

    private final SiteRules rules;

    public SiteReader(SiteRules rules) {
        this.rules = rules;
    }

    /** Reads a file; empty if there are problems. */
    public Optional<SiteDescription> read(Path file, Problems problems) {
        return Document.read(file, problems).flatMap(root -> compile(root, problems));
    }

    /**
     * Reads a text.
     *
     * @param name shown as the file's name in problems
     */
    public Optional<SiteDescription> read(String name, String text, Problems problems) {
        return Document.parse(name, text, problems).flatMap(root -> compile(root, problems));
    }

    private Optional<SiteDescription> compile(Fields root, Problems problems) {
        Optional<Fields> site = root.fields("site");
        if (!root.has("site")) {
            root.problem(root.node(), "site is missing", "add site: {name: NAME, timezone: Area/City}");
        }
        String name = site.flatMap(fields -> fields.requiredText("name")).orElse("");
        ZoneId zone = site.flatMap(SiteReader::zone).orElse(ZoneId.of("UTC"));
        site.ifPresent(Fields::rejectOthers);

        DeviceReader devices = new DeviceReader(rules, defaults(root), problems);
        List<Fields> entries = root.list("devices");
        if (entries.isEmpty()) {
            root.problem(root.node(), "devices is missing or empty", "list at least one device below devices:");
        }
        entries.forEach(devices::read);
        root.rejectOthers();
        return problems.isEmpty()
                ? Optional.of(new SiteDescription(name, zone, devices.devices(), devices.secrets()))
                : Optional.empty();
    }

    private static Optional<ZoneId> zone(Fields site) {
        return site.scalar("timezone").flatMap(zone -> {
            try {
                return Optional.of(ZoneId.of(zone.text()));
            } catch (DateTimeException e) {
                site.problem(zone, "unknown timezone " + zone.describe(), "use an IANA name such as Asia/Tokyo");
                return Optional.empty();
            }
        });
    }

    private static DeviceReader.Defaults defaults(Fields root) {
        Optional<Fields> fields = root.fields("defaults");
        DeviceReader.Defaults defaults = new DeviceReader.Defaults(
                fields.flatMap(f -> f.duration("poll")).orElse(DEFAULT_POLL),
                fields.flatMap(f -> f.duration("timeout")).orElse(DEFAULT_TIMEOUT));
        fields.ifPresent(Fields::rejectOthers);
        return defaults;
    }
}
