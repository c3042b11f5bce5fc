package io.tieline.rig.accept;

import io.tieline.document.Document;
import io.tieline.document.Fields;
import io.tieline.document.Node;
import io.tieline.document.Problems;
import io.tieline.rig.accept.RegisterCapture.Claim;
import io.tieline.rig.accept.RegisterCapture.Reading;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A reference suite of another decoder, through our profile language: every field that stands in registers becomes a value
 * of a profile that is written as text and read like any other.
 */
final class DecodeSuite {

    private final String file;
    private final SuiteProfile profile;

    private DecodeSuite(String file) {
        this.file = file;
        this.profile = new SuiteProfile(file.replace(".yaml", ""));
    }

    /** The cases of one suite. */
    static List<RegisterCapture> read(Path file) {
        DecodeSuite suite = new DecodeSuite(String.valueOf(file.getFileName()));
        Optional<Fields> document = Document.read(file, new Problems());
        return document.map(suite::cases).orElse(List.of());
    }

    private List<RegisterCapture> cases(Fields document) {
        for (Fields block : document.list("blocks")) {
            for (Fields field : block.list("fields")) {
                SuiteField.of(field.text("expression").orElse(""))
                        .ifPresent(found -> profile.add(id(block, field), found));
            }
        }
        Reading reading = new Reading.Written(profile.read());
        return document.list("tests").stream()
                .map(test -> capture(test, reading))
                .toList();
    }

    private static String id(Fields block, Fields field) {
        return block.text("id").orElse("") + "/" + field.text("id").orElse("");
    }

    private RegisterCapture capture(Fields test, Reading reading) {
        Map<Integer, Integer> words = new TreeMap<>();
        Map<Integer, Integer> coils = new TreeMap<>();
        for (Fields input : test.list("input")) {
            SuiteField.place(input.text("firstAddress").orElse("hr:0")).ifPresent(place -> {
                boolean bits = place.getKey().equals("coil") || place.getKey().equals("discrete");
                (bits ? coils : words)
                        .putAll(RegisterCapture.hex(
                                place.getValue(), input.text("rawValues").orElse("")));
            });
        }
        List<Claim> claims = new ArrayList<>();
        List<String> outside = new ArrayList<>();
        for (Fields block : test.list("blocks")) {
            block.fields("expected").ifPresent(results -> results.keys().forEach(key -> {
                String id = block.text("id").orElse("") + "/" + key.text();
                if (!profile.has(id)) {
                    outside.add("a constant, or calculated or put together from other fields: no register of a device");
                } else if (isBeyondThem(profile.field(id), words)) {
                    outside.add("the suite says itself that its decoder cannot hold unsigned numbers of 64 bits");
                } else {
                    claims.add(profile.claim(id, texts(results.items(key.text())), words));
                }
            }));
        }
        return new RegisterCapture(file + "#" + test.text("id").orElse(""), words, coils, claims, outside, reading);
    }

    private static List<String> texts(List<Node> items) {
        return items.stream()
                .filter(Node.Scalar.class::isInstance)
                .map(item -> ((Node.Scalar) item).text())
                .toList();
    }

    private static boolean isBeyondThem(SuiteField field, Map<Integer, Integer> words) {
        return field.kind().equals("uint64") && words.getOrDefault(field.address(), 0) >= 0x8000;
    }
}
