package io.tieline.modbus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.tieline.document.Document;
import io.tieline.document.Fields;
import io.tieline.document.Node;
import io.tieline.document.Problems;
import io.tieline.model.DeviceAlarm;
import io.tieline.model.DeviceSnapshot;
import io.tieline.model.Point;
import io.tieline.model.PointKind;
import io.tieline.profile.ModbusPlan;
import io.tieline.profile.Profile;
import io.tieline.profile.ProfileLibrary;
import io.tieline.southbound.DeviceSession;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every built-in Modbus profile reads a device of its family, over the wire.
 *
 * <p>What the device holds and what must come out stands in {@code fixtures/PROFILE.yaml}, computed apart from this code
 * from the same facts. A profile without one fails.
 */
class LibraryTest {

    @TestFactory
    Stream<DynamicTest> everyProfileReadsItsDevice() {
        return ProfileLibrary.builtIn().speaking(ModbusPlan.class).stream()
                .map(profile -> dynamicTest(profile.id(), () -> reads(profile)));
    }

    private static void reads(Profile profile) throws Exception {
        Fields fixture = fixture(profile.id());
        RegisterImage image = new RegisterImage();
        for (int address = 0; address < 65536; address++) {
            image.put(address, 0);
        }
        for (String space : new String[] {"holding", "input"}) {
            fixture.fields(space).ifPresent(words -> fill(image, words));
        }
        try (Bench bench = Bench.serving(image, profile)) {
            DeviceSession session = bench.connect(profile.id(), Map.of());
            // Twice: a value that hangs on another register may need that one to have been read.
            bench.readAll(session);
            DeviceSnapshot values = bench.readAll(session);
            assertThat(differences(fixture.fields("expect").orElseThrow(), values))
                    .isEmpty();
            assertThat(standing(values)).isEqualTo(expectedAlarms(fixture));
        }
    }

    private static Fields fixture(String profile) throws IOException {
        try (InputStream stream = LibraryTest.class.getResourceAsStream("/fixtures/" + profile + ".yaml")) {
            assertThat(stream).as("fixtures/%s.yaml", profile).isNotNull();
            Problems problems = new Problems();
            String text = new String(Objects.requireNonNull(stream).readAllBytes(), StandardCharsets.UTF_8);
            return Document.parse(profile, text, problems)
                    .orElseThrow(() -> new AssertionError(problems.sorted().toString()));
        }
    }

    private static void fill(RegisterImage image, Fields words) {
        words.keys().forEach(key -> {
            int address = Integer.parseInt(key.text());
            String[] hex = words.text(key.text()).orElse("").split(" ");
            for (int i = 0; i < hex.length; i++) {
                image.put(address + i, Integer.parseInt(hex[i], 16));
            }
        });
    }

    private static List<String> differences(Fields expected, DeviceSnapshot values) {
        return expected.keys().stream()
                .map(Node.Scalar::text)
                .filter(point -> !matches(expected.text(point).orElse(""), point, values))
                .map(point -> point + ": expected " + expected.text(point).orElse("") + ", got " + shown(point, values))
                .toList();
    }

    private static boolean matches(String expected, String point, DeviceSnapshot values) {
        int index = values.points().indexOf(point);
        if (index >= 0 && isNumber(values.points().get(index))) {
            double wanted = Double.parseDouble(expected);
            return Math.abs(values.usable(point) - wanted) <= 1e-6 * Math.max(1, Math.abs(wanted));
        }
        return expected.equals(shown(point, values));
    }

    private static boolean isNumber(Point point) {
        PointKind kind = point.definition().kind();
        return kind == PointKind.MEASUREMENT || kind == PointKind.COUNTER;
    }

    private static String shown(String name, DeviceSnapshot values) {
        int index = values.points().indexOf(name);
        if (index < 0) {
            return "no such point";
        }
        if (!values.quality(index).isGood()) {
            return values.quality(index).name();
        }
        Point point = values.points().get(index);
        return switch (point.definition().kind()) {
            case TEXT -> String.valueOf(values.text(index));
            case STATE -> point.definition().stateName(values.value(index));
            case FLAG -> String.valueOf(values.value(index) == 1);
            default -> String.valueOf(values.value(index));
        };
    }

    private static Set<String> standing(DeviceSnapshot values) {
        return values.points().asList().stream()
                .map(Point::name)
                .filter(name -> name.startsWith(DeviceAlarm.PREFIX))
                .filter(name -> values.usable(name) == 1)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> expectedAlarms(Fields fixture) {
        return fixture.fields("expect").orElseThrow().keys().stream()
                .map(Node.Scalar::text)
                .filter(name -> name.startsWith(DeviceAlarm.PREFIX))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
