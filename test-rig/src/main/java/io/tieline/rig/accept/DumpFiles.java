package io.tieline.rig.accept;

import io.tieline.profile.ProfileLibrary;
import io.tieline.rig.accept.RegisterCapture.Claim;
import io.tieline.rig.accept.RegisterCapture.Expected;
import io.tieline.rig.accept.RegisterCapture.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Register dumps {@code MODULE__NAME.txt} and the table of what the tests of another project, SolarNode, read from them. A
 * dump with a SunSpec marker is read as such; any other through the profile of the device its test is named after.
 */
final class DumpFiles {

    private static final String TABLE = "EXPECTED.tsv";
    private static final Pattern NUMBERS = Pattern.compile("(\\d+)");

    /** One line of the table. */
    private record Row(
            String module, String testClass, String test, String data, String what, String call, String value) {

        static Optional<Row> of(String line) {
            String[] column = line.split("\t", -1);
            return column.length < 7 || column[0].equals("module")
                    ? Optional.empty()
                    : Optional.of(new Row(column[0], column[1], column[2], column[3], column[4], column[5], column[6]));
        }

        boolean isSunSpec() {
            return module.equals("sunspec");
        }
    }

    /** What is said of one dump; the first statement about a point counts, tests change registers for later ones. */
    private static final class Said {
        final Map<String, Expected> points = new LinkedHashMap<>();
        final List<String> outside = new ArrayList<>();
        Reading reading = new Reading.Recognised();
    }

    private final ProfileLibrary profiles;
    private final Map<String, Map<Integer, Integer>> dumps = new TreeMap<>();
    private final Map<String, Said> said = new TreeMap<>();

    DumpFiles(ProfileLibrary profiles) {
        this.profiles = profiles;
    }

    List<RegisterCapture> read(Path folder, List<Path> files) throws IOException {
        for (Path file : files) {
            dumps.put(String.valueOf(file.getFileName()), RegisterCapture.dump(file));
        }
        Path table = folder.resolve(TABLE);
        if (Files.isReadable(table)) {
            Files.readAllLines(table).stream()
                    .flatMap(line -> Row.of(line).stream())
                    .forEach(this::take);
        }
        List<RegisterCapture> captures = new ArrayList<>();
        dumps.forEach((name, words) -> capture(name, words).ifPresent(captures::add));
        captures.add(new RegisterCapture(
                TABLE,
                Map.of(),
                Map.of(),
                List.of(),
                said.containsKey("") ? said.get("").outside : List.of(),
                new Reading.Recognised()));
        return captures;
    }

    /** A dump nothing is said of is read all the same if it is SunSpec: its chain must not be lost. */
    private Optional<RegisterCapture> capture(String name, Map<Integer, Integer> words) {
        boolean sunSpec = RegisterCapture.sunSpecBase(words).isPresent();
        Said about = said.getOrDefault(name, new Said());
        if (!sunSpec && about.points.isEmpty()) {
            return Optional.empty();
        }
        List<Claim> claims = new ArrayList<>();
        about.points.forEach((point, expected) -> claims.add(Claim.of(point, expected)));
        return Optional.of(new RegisterCapture(
                name, words, Map.of(), claims, about.outside, sunSpec ? new Reading.SunSpec() : about.reading));
    }

    private void take(Row row) {
        Optional<String> profile = row.isSunSpec() ? Optional.empty() : VendorNames.profile(row.testClass, profiles);
        Optional<String> dump = dump(row, profile);
        if (dump.isEmpty()) {
            said.computeIfAbsent("", key -> new Said())
                    .outside
                    .add("the registers of the test are not among the dumps");
            return;
        }
        Said about = said.computeIfAbsent(dump.get(), key -> new Said());
        profile.ifPresent(id -> about.reading = new Reading.Named(id));
        Optional<String> point = row.isSunSpec()
                ? SunSpecNames.tested(row.testClass, row.test, row.what)
                : VendorNames.point(profile, profiles, row.call);
        if (point.isEmpty()) {
            about.outside.add("no point of the model is what the test asks for, or the test's project calculates it");
            return;
        }
        Optional<Expected> value = VendorNames.value(point.get(), row.value);
        if (profile.isPresent() && !VendorNames.fills(profile.get(), profiles, point.get())) {
            about.outside.add("the device has no register of its own for it");
        } else if (value.isEmpty()) {
            about.outside.add("the test calculates it, or names a constant of its own");
        } else if (about.points.putIfAbsent(point.get(), value.get()) != null) {
            about.outside.add("the test changes registers first, or says it twice");
        }
    }

    /** The file a test reads: named in the row, or numbered like the test's class; some tests have theirs in their code. */
    private Optional<String> dump(Row row, Optional<String> profile) {
        String named = row.data.replace("\"", "");
        if (!named.isEmpty()) {
            return Optional.of(row.module + "__" + named).filter(dumps::containsKey);
        }
        List<String> numbers = numbers(row.testClass.replace(".java", ""));
        return dumps.keySet().stream()
                .filter(file -> file.startsWith(row.module + "__"))
                .filter(file -> row.isSunSpec()
                        ? numbers.size() == 2 && file.endsWith("-" + numbers.get(0) + "-" + numbers.get(1) + ".txt")
                        : isNumberedLike(file, row.testClass)
                                && profile.filter(id ->
                                                VendorNames.isCovered(id, profiles, dumps.getOrDefault(file, Map.of())))
                                        .isPresent())
                .findFirst();
    }

    /** {@code AE500NxData_02Tests} reads {@code …-02.txt}; a class without such a number reads the first. */
    private static boolean isNumberedLike(String file, String testClass) {
        Matcher number = Pattern.compile("_(\\d+)(?:Tests)?\\.java$").matcher(testClass);
        String wanted = number.find() ? number.group(1) : "01";
        List<String> inFile = numbers(file);
        return !inFile.isEmpty() && inFile.get(inFile.size() - 1).equals(wanted);
    }

    private static List<String> numbers(String text) {
        return NUMBERS.matcher(text.replaceFirst("^[A-Za-z]+(?=_|$)", ""))
                .results()
                .map(result -> result.group(1))
                .toList();
    }
}
