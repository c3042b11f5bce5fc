package io.tieline.control.lease;

import io.tieline.control.lease.Payload.Curtailment;
import io.tieline.control.lease.Payload.Limit;
import io.tieline.control.lease.Payload.Mode;
import io.tieline.control.lease.Payload.PowerSchedule;
import io.tieline.control.lease.Payload.PriceSchedule;
import io.tieline.control.lease.Payload.ReserveFloor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The book as flat text, to survive a restart. */
public final class LeaseRecord {

    private static final String LEASE = "lease.";
    private static final String HEARD = "lease.heard.";

    private LeaseRecord() {}

    /** Writes the book as {@code String} values under keys that begin with {@code lease.}. */
    public static void write(LeaseBook book, Map<String, Object> into) {
        into.put(LEASE + "epoch", Long.toString(book.epoch()));
        int n = 0;
        for (Lease lease : book.standing()) {
            into.put(LEASE + n++, text(lease));
        }
        book.heard().forEach((id, issued) -> into.put(HEARD + id, Long.toString(issued)));
    }

    /**
     * Reads it back, to be {@link LeaseBook#resumed} before use; a lease that is damaged has ended, and so has an authority that
     * nobody could take over from.
     */
    public static LeaseBook read(Map<String, ?> map) {
        List<Lease> standing = new ArrayList<>();
        for (int n = 0; map.get(LEASE + n) instanceof String text; n++) {
            lease(text)
                    .filter(lease -> lease.request().epoch() <= LeaseDesk.HIGHEST_EPOCH)
                    .ifPresent(standing::add);
        }
        Map<String, Long> heard = new LinkedHashMap<>();
        map.forEach((key, value) -> {
            if (key.startsWith(HEARD)) {
                heard.put(key.substring(HEARD.length()), number(value));
            }
        });
        long epoch = number(map.get(LEASE + "epoch"));
        return new LeaseBook(standing, epoch > LeaseDesk.HIGHEST_EPOCH ? 0 : epoch, heard);
    }

    static long number(@Nullable Object value) {
        try {
            return Long.parseLong(String.valueOf(value));
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private static String text(Lease lease) {
        LeaseRequest request = lease.request();
        return String.join(
                "\t",
                request.id(),
                Long.toString(request.issuedUtcMillis()),
                Long.toString(request.epoch()),
                Double.toString(request.ttlSeconds()),
                Integer.toString(request.priority()),
                Double.toString(request.bounds().minW()),
                Double.toString(request.bounds().maxW()),
                Long.toString(lease.expiresUtcMillis()),
                text(request.payload()));
    }

    private static String text(Payload payload) {
        if (payload instanceof PowerSchedule power) {
            return "power\t" + slots(power.startUtcMillis(), power.slot(), power.watts());
        }
        if (payload instanceof PriceSchedule price) {
            return "price\t" + slots(price.startUtcMillis(), price.slot(), price.perKilowattHour());
        }
        if (payload instanceof Curtailment event) {
            return "curtailment\t" + event.startUtcMillis() + "\t" + event.endUtcMillis() + "\t" + event.maxImportW()
                    + "\t" + event.minDischargeW() + "\t" + event.baselineW();
        }
        if (payload instanceof Limit limit) {
            return "limit\t" + limit.importW();
        }
        return payload instanceof ReserveFloor floor
                ? "reserve\t" + floor.socPercent()
                : "mode\t" + ((Mode) payload).kind().name();
    }

    private static String slots(long start, Duration slot, List<Double> values) {
        return start + "\t" + slot.toMillis() + "\t"
                + values.stream().map(String::valueOf).collect(Collectors.joining(" "));
    }

    /** A lease that cannot be read is a lease that has ended: local policy goes on. */
    private static Optional<Lease> lease(String text) {
        String[] part = text.split("\t", -1);
        try {
            LeaseRequest request = new LeaseRequest(
                    part[0],
                    Long.parseLong(part[1]),
                    Long.parseLong(part[2]),
                    Double.parseDouble(part[3]),
                    Integer.parseInt(part[4]),
                    new PowerRange(Double.parseDouble(part[5]), Double.parseDouble(part[6])),
                    payload(part));
            return Optional.of(new Lease(request, Long.parseLong(part[7]), Lease.RESTORED));
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    private static Payload payload(String[] part) {
        return switch (part[8]) {
            case "power" -> new PowerSchedule(Long.parseLong(part[9]), millis(part[10]), values(part[11]));
            case "price" -> new PriceSchedule(Long.parseLong(part[9]), millis(part[10]), values(part[11]));
            case "curtailment" ->
                new Curtailment(
                        Long.parseLong(part[9]),
                        Long.parseLong(part[10]),
                        Double.parseDouble(part[11]),
                        Double.parseDouble(part[12]),
                        Double.parseDouble(part[13]));
            case "limit" -> new Limit(Double.parseDouble(part[9]));
            case "reserve" -> new ReserveFloor(Double.parseDouble(part[9]));
            case "mode" -> new Mode(Mode.Kind.valueOf(part[9]));
            default -> throw new IllegalArgumentException("unknown kind of lease " + part[8]);
        };
    }

    private static Duration millis(String text) {
        return Duration.ofMillis(Long.parseLong(text));
    }

    private static List<Double> values(String text) {
        List<Double> values = new ArrayList<>();
        for (String value : text.split(" ", -1)) {
            values.add(Double.parseDouble(value));
        }
        return values;
    }
}
