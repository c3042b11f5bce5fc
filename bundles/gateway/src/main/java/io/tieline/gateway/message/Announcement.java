package io.tieline.gateway.message;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonObject;
import com.eclipsesource.json.JsonValue;
import com.eclipsesource.json.ParseException;
import io.tieline.control.settings.GatewaySettings;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a gateway tells the others of its site:
 *
 * <pre>{@code
 * {"gateway": "north", "host": "rack-7-a", "instance": "5b1f…", "count": 12, "epoch": 3, "charge": "settled", "asks": false,
 *  "cabinets": ["1f0c23aa", …], "at": 1795356000000}
 * }</pre>
 *
 * @param gateway its name among the gateways of the site
 * @param host the name of its machine
 * @param instance drawn anew at every start: what tells a gateway from its own copy
 * @param count of what this instance has said: what was heard before is no news
 * @param asks whether the others are to say at once who they are
 * @param cabinets marks of some of the cabinets it reaches, see {@link #marks}
 * @param utcMillis when it was said by that gateway's clock; for people, nothing depends on it
 * @param hears marks of the instances it has heard, see {@link #mark}: in last words only. Words that were recorded before an
 *     instance began cannot hold its mark
 */
public record Announcement(
        String gateway,
        String host,
        String instance,
        long count,
        long epoch,
        Charge charge,
        boolean asks,
        List<String> cabinets,
        long utcMillis,
        List<String> hears) {

    public Announcement {
        cabinets = List.copyOf(cabinets);
        hears = List.copyOf(hears);
    }

    /** Whatever is said while a gateway goes on. */
    public Announcement(
            String gateway,
            String host,
            String instance,
            long count,
            long epoch,
            Charge charge,
            boolean asks,
            List<String> cabinets,
            long utcMillis) {
        this(gateway, host, instance, count, epoch, charge, asks, cabinets, utcMillis, List.of());
    }

    /** Whether a gateway moves the batteries; of equal epochs the later one here stays. */
    public enum Charge {
        /** Never again: it has ended. */
        ENDED,
        /** Not now. */
        NONE,
        /** For less than a minute. */
        NEW,
        SETTLED;

        public boolean moves() {
            return this == NEW || this == SETTLED;
        }
    }

    private static final int LONGEST_NAME = 64;
    private static final int MOST_MARKS = 8;
    private static final Pattern INSTANCE = Pattern.compile("[0-9a-zA-Z-]{1,36}");
    /** Names come from whoever may write to the topic, and end up in alarms. */
    private static final Pattern NOT_IN_NAMES = Pattern.compile("[^\\p{L}\\p{N} ._:/()+@-]");

    /** Reads one; empty if it is none, or says what no gateway can mean. */
    public static Optional<Announcement> of(String text) {
        try {
            JsonObject json = Json.parse(text).asObject();
            Announcement read = new Announcement(
                    name(json, "gateway"),
                    name(json, "host"),
                    json.getString("instance", ""),
                    json.getLong("count", -1),
                    json.getLong("epoch", -1),
                    Charge.valueOf(json.getString("charge", "").toUpperCase(Locale.ROOT)),
                    json.getBoolean("asks", false),
                    marks(json.get("cabinets")),
                    json.getLong("at", 0),
                    marks(json.get("hears")));
            return read.makesSense() ? Optional.of(read) : Optional.empty();
        } catch (ParseException | UnsupportedOperationException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private boolean makesSense() {
        return !gateway.isBlank()
                && INSTANCE.matcher(instance).matches()
                && count >= 0
                && epoch >= 0
                && epoch <= GatewaySettings.HIGHEST_EPOCH;
    }

    private static List<String> marks(@Nullable JsonValue marks) {
        return marks == null
                ? List.of()
                : marks.asArray().values().stream().map(JsonValue::asString).toList();
    }

    /**
     * Stand for the cabinets at these addresses: of the same, or of nearly the same addresses at least one is the same. Two
     * sites may have got the same name; whoever reaches none of our cabinets is no other gateway of this one.
     */
    public static List<String> marks(Stream<URI> addresses) {
        return addresses
                .map(address -> Integer.toHexString(address.toString().hashCode()))
                .sorted()
                .limit(MOST_MARKS)
                .toList();
    }

    /** Stands for an instance. */
    public static String mark(String instance) {
        return Integer.toHexString(instance.hashCode());
    }

    /** Whether it says that it has heard an instance. */
    public boolean hears(String instance) {
        return hears.contains(mark(instance));
    }

    /** Whether both reach the same cabinets, as far as the marks tell. */
    public boolean sharesCabinets(List<String> marks) {
        return cabinets.stream().anyMatch(marks::contains);
    }

    private static String name(JsonObject json, String field) {
        String text = NOT_IN_NAMES.matcher(json.getString(field, "")).replaceAll("?");
        return text.substring(0, Math.min(text.length(), LONGEST_NAME));
    }

    public String json() {
        JsonObject json = Json.object()
                .add("gateway", gateway)
                .add("host", host)
                .add("instance", instance)
                .add("count", count)
                .add("epoch", epoch)
                .add("charge", charge.name().toLowerCase(Locale.ROOT))
                .add("asks", asks)
                .add("cabinets", Json.array(cabinets.toArray(String[]::new)))
                .add("at", utcMillis);
        return (hears.isEmpty() ? json : json.add("hears", Json.array(hears.toArray(String[]::new)))).toString();
    }
}
