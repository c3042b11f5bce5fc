package io.tieline.modbus.unit;

import io.tieline.modbus.framing.Function;
import io.tieline.profile.ModbusPlan.Space;
import io.tieline.southbound.RawValue;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Reads some registers or one coil for people to look at. */
record RawRead(int unit, Space space, int first, int last) {

    /** Empty if they cannot be read. */
    CompletableFuture<Optional<RawValue>> from(RemoteUnit device) {
        RemoteUnit from = device.at(unit);
        return from.read(Function.reading(space), first, last - first + 1).thenApply(answer -> text(answer)
                .map(value -> new RawValue(where(from.target().unit()), value)));
    }

    private static Optional<String> text(Answer answer) {
        if (answer instanceof Answer.Octets octets && octets.bytes().length > 0) {
            return Optional.of(String.valueOf(octets.bytes()[0] & 1));
        }
        if (!(answer instanceof Answer.Words words)) {
            return Optional.empty();
        }
        StringBuilder text = new StringBuilder();
        for (short word : words.words()) {
            text.append(text.isEmpty() ? "" : " ").append(String.format(Locale.ROOT, "0x%04X", word & 0xFFFF));
        }
        return Optional.of(text.toString());
    }

    private String where(int number) {
        String addresses = first == last ? String.valueOf(first) : first + "-" + last;
        return space.name().toLowerCase(Locale.ROOT) + " " + addresses + " unit " + number;
    }
}
