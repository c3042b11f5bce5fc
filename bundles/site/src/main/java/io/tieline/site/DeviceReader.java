package io.tieline.site;

import io.tieline.chemistry.Chemistry;
import io.tieline.document.Fields;
import io.tieline.document.Problems;
import io.tieline.model.Device;
import io.tieline.model.DeviceKind;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads the entries of {@code devices:} one by one and sees to it that no two of them claim the same thing. */
final class DeviceReader {

    /** How the schemes end whose devices hang on a serial port instead of a network. */
    private static final String LOCAL = "+serial";

    private static final int MOST_PORT = 65_535;

    /** Ids become Sparkplug device names and parts of file names and URLs. */
    private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

    private static final Duration FASTEST_POLL = Duration.ofMillis(20);

    private final SiteRules rules;
    private final Defaults defaults;
    private final Problems problems;
    private final OptionsReader options;
    private final List<SiteDevice> devices = new ArrayList<>();
    private final Map<String, Integer> lineById = new HashMap<>();
    private final Map<URI, Integer> lineByAddress = new HashMap<>();
    private final Map<Role, Integer> lineBySoleRole = new HashMap<>();

    /** What holds for a device that does not say otherwise. */
    record Defaults(Duration poll, Duration timeout) {}

    DeviceReader(SiteRules rules, Defaults defaults, Problems problems) {
        this.rules = rules;
        this.defaults = defaults;
        this.problems = problems;
        this.options = new OptionsReader(rules);
    }

    List<SiteDevice> devices() {
        return devices;
    }

    List<WrittenSecret> secrets() {
        return options.secrets();
    }

    void read(Fields entry) {
        int before = problems.size();
        Optional<Range> ids = range(entry, "id");
        Optional<DeviceKind> kind = kind(entry);
        Optional<Range> addresses = range(entry, "address");
        Optional<Role> role = role(entry, kind);
        String profile = profile(entry);
        Duration poll = poll(entry);
        Duration timeout = entry.duration("timeout").orElse(defaults.timeout());
        Chemistry chemistry = new ChemistryReference(entry, problems).read(kind);
        String area = area(entry);
        Map<String, String> written = options.read(entry);
        List<SiteOutlet> outlets = OutletReader.read(entry, kind);
        entry.rejectOthers();
        if (problems.size() > before || ids.isEmpty() || kind.isEmpty() || addresses.isEmpty() || role.isEmpty()) {
            return;
        }
        if (ids.get().size() != addresses.get().size()) {
            problem(
                    entry,
                    "address",
                    "id stands for " + ids.get().size() + " devices, address for "
                            + addresses.get().size(),
                    "give both the same range, for instance [1..8]");
            return;
        }
        List<String> names = ids.get().expand();
        List<String> places = addresses.get().expand();
        for (int i = 0; i < names.size(); i++) {
            String id = names.get(i);
            Optional<URI> address = address(entry, places.get(i));
            claim(entry, id, role.get(), address);
            address.ifPresent(uri -> devices.add(new SiteDevice(
                    new Device(devices.size(), id, kind.get()),
                    role.get(),
                    uri,
                    profile,
                    poll,
                    timeout,
                    chemistry,
                    area,
                    written,
                    outlets)));
        }
    }

    private Optional<Range> range(Fields entry, String key) {
        return entry.requiredText(key).flatMap(text -> {
            Optional<Range> range = Range.parse(text);
            if (range.isEmpty()) {
                problem(entry, key, "the range in " + key + " is not readable", "write one range such as cab-[01..08]");
            }
            return range;
        });
    }

    private static Optional<DeviceKind> kind(Fields entry) {
        entry.requiredText("kind");
        return entry.choice(
                "kind",
                DeviceKind::ofLabel,
                Arrays.stream(DeviceKind.values()).map(DeviceKind::label).toList());
    }

    private Optional<Role> role(Fields entry, Optional<DeviceKind> kind) {
        if (!entry.has("role")) {
            return kind.map(Role::ofKind);
        }
        Optional<Role> role = entry.choice("role", Role::ofLabel, Role.labels());
        if (role.isPresent() && kind.isPresent() && !role.get().fits(kind.get())) {
            problem(
                    entry,
                    "role",
                    "a device of kind " + kind.get().label() + " cannot be the "
                            + role.get().label(),
                    "correct kind or role");
        }
        return role;
    }

    private String profile(Fields entry) {
        Optional<String> name = entry.text("profile");
        name.filter(text -> !rules.profiles().contains(text))
                .ifPresent(text -> problem(
                        entry,
                        "profile",
                        "unknown profile \"" + text + "\"",
                        "use one of " + similar(text) + " (tieline profile list shows all), or name the folder of your"
                                + " own ones: --profiles DIR, in gateway.yaml site: {profiles: DIR}"));
        return name.orElse("auto");
    }

    /** The profiles of the same maker, for the library is too long to be listed; the one that recognises if there are none. */
    private String similar(String profile) {
        String maker = profile.split("-", 2)[0];
        String same = rules.profiles().stream()
                .filter(name -> name.split("-", 2)[0].equalsIgnoreCase(maker))
                .sorted()
                .collect(Collectors.joining(", "));
        return same.isEmpty() ? "auto" : same;
    }

    private Duration poll(Fields entry) {
        Duration poll = entry.duration("poll").orElse(defaults.poll());
        if (poll.compareTo(FASTEST_POLL) < 0) {
            problem(entry, "poll", "poll is shorter than 20 ms", "use at least 20 ms");
        }
        return poll;
    }

    private static String area(Fields entry) {
        return entry.text("area")
                .filter(area -> {
                    boolean usable = ID.matcher(area).matches();
                    if (!usable) {
                        problem(entry, "area", "area \"" + area + "\" is not usable", "use a-z, 0-9 and dashes");
                    }
                    return usable;
                })
                .orElse("");
    }

    private Optional<URI> address(Fields entry, String text) {
        try {
            URI uri = new URI(text);
            if (uri.getScheme() == null || !rules.schemes().contains(uri.getScheme())) {
                problem(
                        entry,
                        "address",
                        "address \"" + text + "\" has no known protocol",
                        "start it with one of " + String.join(":// ", new TreeSet<>(rules.schemes())) + "://");
            } else if (uri.getScheme().endsWith(LOCAL)) {
                return local(entry, text, uri);
            } else if (uri.getHost() == null) {
                problem(entry, "address", "address \"" + text + "\" names no host", "write SCHEME://HOST:PORT");
            } else if (uri.getPort() == 0 || uri.getPort() > MOST_PORT) {
                problem(
                        entry,
                        "address",
                        "address \"" + text + "\" has no possible port",
                        "use a port from 1 to " + MOST_PORT);
            } else {
                return Optional.of(uri);
            }
        } catch (URISyntaxException e) {
            problem(entry, "address", "address \"" + text + "\" is not a URI", "write SCHEME://HOST:PORT");
        }
        return Optional.empty();
    }

    /** A device at a port of this machine, which is named like a file. */
    private Optional<URI> local(Fields entry, String text, URI uri) {
        if (uri.getAuthority() != null || uri.getPath() == null || uri.getPath().length() < 2) {
            problem(
                    entry,
                    "address",
                    "address \"" + text + "\" names no serial port",
                    "write " + uri.getScheme() + ":///dev/ttyUSB0?unit=UNIT");
            return Optional.empty();
        }
        return Optional.of(uri);
    }

    /** Two devices with one id, one address or one unique role are a mistake, also where ranges overlap. */
    private void claim(Fields entry, String id, Role role, Optional<URI> address) {
        int line = entry.node().line();
        if (!ID.matcher(id).matches()) {
            problem(entry, "id", "id \"" + id + "\" is not usable", "use a-z, 0-9 and dashes, at most 63 of them");
        }
        Integer sameId = lineById.putIfAbsent(id, line);
        if (sameId != null) {
            problem(entry, "id", "id " + id + " is already used in line " + sameId, "ids and ranges may not overlap");
        }
        address.ifPresent(uri -> {
            Integer sameAddress = lineByAddress.putIfAbsent(uri, line);
            if (sameAddress != null) {
                problem(
                        entry,
                        "address",
                        "address " + uri + " is already used in line " + sameAddress,
                        "addresses and ranges may not overlap");
            }
        });
        if (role == Role.GRID_METER) {
            Integer sameRole = lineBySoleRole.putIfAbsent(role, line);
            if (sameRole != null) {
                problem(
                        entry,
                        "role",
                        "there is already a grid-meter in line " + sameRole,
                        "name one meter as grid-meter; give the others the role observed");
            }
        }
    }

    private static void problem(Fields entry, String key, String message, String remedy) {
        entry.problem(entry.node(key).orElse(entry.node()), message, remedy);
    }
}
