package io.tieline.rig.accept;

import io.tieline.document.Document;
import io.tieline.document.Fields;
import io.tieline.document.Node;
import io.tieline.document.Problems;
import io.tieline.profile.ProfileLibrary;
import io.tieline.rig.accept.RegisterCapture.Claim;
import io.tieline.rig.accept.RegisterCapture.Expected;
import io.tieline.rig.accept.RegisterCapture.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Finds the captures in a folder, with what others read from them. */
final class CaptureFiles {

    /** Of the other project's numbers, which are rounded. */
    static final double FINE = 2e-4;

    private final Path folder;
    private final ProfileLibrary profiles;

    /** @param folder holds {@code sunspec-images}, {@code register-dumps} and {@code decode-suites} */
    CaptureFiles(Path folder, ProfileLibrary profiles) {
        this.folder = folder;
        this.profiles = profiles;
    }

    List<RegisterCapture> read() throws IOException {
        List<RegisterCapture> captures = new ArrayList<>();
        for (Path file : files("sunspec-images", ".yaml")) {
            captures.addAll(images(file));
        }
        captures.addAll(
                new DumpFiles(profiles).read(folder.resolve("register-dumps"), files("register-dumps", ".txt")));
        for (Path file : files("decode-suites", ".yaml")) {
            captures.addAll(DecodeSuite.read(file));
        }
        return captures;
    }

    private List<Path> files(String kind, String ending) throws IOException {
        Path where = folder.resolve(kind);
        if (!Files.isDirectory(where)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(where)) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
        }
    }

    private static List<RegisterCapture> images(Path file) {
        Problems problems = new Problems();
        Optional<Fields> document = Document.read(file, problems);
        return document.map(fields -> fields.list("tests")).orElse(List.of()).stream()
                .map(test -> image(file, test))
                .toList();
    }

    private static RegisterCapture image(Path file, Fields test) {
        Map<Integer, Integer> words = new TreeMap<>();
        for (Fields input : test.list("input")) {
            String first = input.text("firstAddress").orElse("hr:0");
            words.putAll(RegisterCapture.hex(
                    Integer.parseInt(first.substring(first.indexOf(':') + 1)),
                    input.text("rawValues").orElse("")));
        }
        List<Claim> claims = new ArrayList<>();
        List<String> outside = new ArrayList<>();
        for (Fields block : test.list("blocks")) {
            String model = block.text("id").orElse("").replace("Model ", "");
            block.fields("expected").ifPresent(values -> values.keys().forEach(key -> {
                Optional<String> point = SunSpecNames.point(model, key.text());
                List<Node> items = values.items(key.text());
                point.ifPresentOrElse(
                        name -> claims.add(Claim.of(name, imageValue(items, name))),
                        () -> outside.add("no point of the model is what a SunSpec point of this kind says"));
            }));
        }
        return new RegisterCapture(
                file.getFileName() + "#" + test.text("id").orElse(""),
                words,
                Map.of(),
                claims,
                outside,
                new Reading.SunSpec());
    }

    private static Expected imageValue(List<Node> items, String point) {
        if (items.isEmpty()
                || !(items.get(0) instanceof Node.Scalar scalar)
                || scalar.text().isEmpty()) {
            return new Expected.Nothing();
        }
        try {
            double number = Double.parseDouble(scalar.text());
            return SunSpecNames.isText(point)
                    ? new Expected.Text(scalar.text())
                    : new Expected.Measured(number, FINE * Math.abs(number));
        } catch (NumberFormatException word) {
            return new Expected.Text(scalar.text());
        }
    }
}
