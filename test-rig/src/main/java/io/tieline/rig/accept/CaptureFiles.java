package io.tieline.rig.accept;

import io.tieline.document.Document;
import io.tieline.document.Fields;
import io.tieline.document.Node;
import io.tieline.document.Problems;
import io.tieline.rig.accept.RegisterCapture.Expected;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds the captures in a folder, with the expectations that fall on points of the model. */
final class CaptureFiles {

    private static final Pattern NUMBERED = Pattern.compile("_(\\d+)_(\\d+)Tests\\.java$");
    private static final Pattern NUMBER = Pattern.compile("^(-?[0-9.]+)([fLd]?)(?:, ([0-9.]+))?$");
    private static final double FINE = 2e-4;

    private final Path folder;

    /** @param folder holds {@code sunspec-images}, {@code register-dumps} and {@code decode-suites} */
    CaptureFiles(Path folder) {
        this.folder = folder;
    }

    List<RegisterCapture> read() throws IOException {
        List<RegisterCapture> captures = new ArrayList<>();
        for (Path file : files("sunspec-images", ".yaml")) {
            captures.addAll(images(file));
        }
        captures.addAll(dumps());
        for (Path file : files("decode-suites", ".yaml")) {
            captures.addAll(DecodeSuites.read(file));
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
        Map<String, Expected> expected = new LinkedHashMap<>();
        for (Fields block : test.list("blocks")) {
            String model = block.text("id").orElse("").replace("Model ", "");
            block.fields("expected")
                    .ifPresent(values -> values.keys().forEach(key -> SunSpecNames.point(model, key.text())
                            .ifPresent(point -> expected.put(point, imageValue(values.items(key.text()), point)))));
        }
        return new RegisterCapture(
                file.getFileName() + "#" + test.text("id").orElse(""), words, expected, Optional.empty());
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

    private List<RegisterCapture> dumps() throws IOException {
        Map<String, Map<Integer, Integer>> words = new TreeMap<>();
        for (Path file : files("register-dumps", ".txt")) {
            words.put(file.getFileName().toString(), RegisterCapture.dump(file));
        }
        Map<String, Map<String, Expected>> expected = new HashMap<>();
        Path table = folder.resolve("register-dumps").resolve("EXPECTED.tsv");
        if (Files.isReadable(table)) {
            for (String line : Files.readAllLines(table)) {
                String[] column = line.split("\t", -1);
                if (column.length >= 7 && column[0].equals("sunspec")) {
                    expect(column, words.keySet().stream().toList(), expected);
                }
            }
        }
        List<RegisterCapture> captures = new ArrayList<>();
        words.forEach((file, registers) -> {
            RegisterCapture capture =
                    new RegisterCapture(file, registers, expected.getOrDefault(file, Map.of()), Optional.empty());
            if (capture.sunSpecBase().isPresent()) {
                captures.add(capture);
            }
        });
        return captures;
    }

    private static void expect(String[] column, List<String> files, Map<String, Map<String, Expected>> into) {
        Optional<String> point = SunSpecNames.tested(column[1], column[2], column[4]);
        Optional<Expected> value = dumpValue(column[6]);
        Optional<String> file = dumpOf(column).filter(files::contains);
        if (file.isPresent() && point.isPresent() && value.isPresent()) {
            into.computeIfAbsent(file.get(), f -> new LinkedHashMap<>()).put(point.get(), value.get());
        }
    }

    /** The file a test reads: named in the row, or numbered like the test's class; some tests have theirs in their code. */
    private static Optional<String> dumpOf(String[] column) {
        String named = column[3].replace("\"", "");
        if (!named.isEmpty()) {
            return Optional.of("sunspec__" + named);
        }
        Matcher numbered = NUMBERED.matcher(column[1]);
        return numbered.find()
                ? Optional.of("sunspec__test-data-" + numbered.group(1) + "-" + numbered.group(2) + ".txt")
                : Optional.empty();
    }

    private static Optional<Expected> dumpValue(String written) {
        if (written.startsWith("nullValue")) {
            return Optional.of(new Expected.Nothing());
        }
        if (written.startsWith("\"")) {
            String text = written.replace("\"", "");
            return Optional.of(text.isEmpty() ? new Expected.Nothing() : new Expected.Text(text));
        }
        if (written.startsWith("InverterOperatingState.")) {
            return Optional.of(new Expected.Text(written.split("\\.")[1]));
        }
        Matcher number = NUMBER.matcher(written.strip());
        if (!number.find()) {
            return Optional.empty();
        }
        double value = Double.parseDouble(number.group(1));
        // The other project cuts powers and energies to whole numbers.
        double rounding = number.group(2).equals("f") || number.group(1).contains(".") ? 0 : 1;
        double named = number.group(3) == null ? 0 : Double.parseDouble(number.group(3));
        return Optional.of(new Expected.Measured(value, Math.max(FINE * Math.abs(value), Math.max(rounding, named))));
    }
}
