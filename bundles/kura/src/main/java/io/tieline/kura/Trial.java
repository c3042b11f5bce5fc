package io.tieline.kura;

import io.tieline.update.release.Durable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What is remembered of a package that has not proved itself, in a folder that outlives the bundles: who comes after them
 * reads it.
 *
 * @param folder its own
 */
record Trial(Path folder) {

    /** @param configuration id of Kura's snapshot before it; empty: there is none */
    record Candidate(String version, Path file, String configuration) {}

    Optional<Candidate> candidate() throws IOException {
        Path record = folder.resolve("candidate");
        if (!Files.exists(record)) {
            return Optional.empty();
        }
        List<String> lines = Files.readAllLines(record);
        if (lines.size() != 3) {
            throw new IOException(record + " is damaged; delete it, and install the package you want through Kura");
        }
        return Optional.of(new Candidate(lines.get(0), Path.of(lines.get(1)), lines.get(2)));
    }

    void begin(Candidate candidate) throws IOException {
        end();
        Durable.write(
                folder.resolve("candidate"),
                candidate.version() + "\n" + candidate.file() + "\n" + candidate.configuration() + "\n");
    }

    /** The package that ran before, as a copy of its own: Kura's may be cleaned away. */
    Path before() {
        return folder.resolve("before.dp");
    }

    /** What brings the candidate where the one before is, made of what differs; not there: the whole one has to do. */
    Path candidateFix() {
        return folder.resolve("candidate-fix.dp");
    }

    /** The same for the way back. */
    Path beforeFix() {
        return folder.resolve("before-fix.dp");
    }

    /** Is there as soon as somebody in the new version watches over it. */
    Path taken() {
        return folder.resolve("taken");
    }

    /** How late the last version that was watched over reported that, in milliseconds: what to expect of this box. */
    Path late() {
        return folder.resolve("late");
    }

    /** Why the new version does not run, in words. */
    Path failure() {
        return folder.resolve("failure");
    }

    /** It has to go; it is remembered as such until there is another. */
    void giveUp() throws IOException {
        Path candidate = folder.resolve("candidate");
        if (Files.exists(candidate)) {
            Durable.move(candidate, abandoned());
        }
    }

    /** Whether a version was given up. */
    boolean isGivenUp(String version) throws IOException {
        return Files.exists(abandoned())
                && Files.readAllLines(abandoned()).get(0).equals(version);
    }

    private Path abandoned() {
        return folder.resolve("abandoned");
    }

    void end() throws IOException {
        Files.deleteIfExists(folder.resolve("candidate"));
        Files.deleteIfExists(abandoned());
        Files.deleteIfExists(taken());
        Files.deleteIfExists(failure());
        Files.deleteIfExists(candidateFix());
        Files.deleteIfExists(beforeFix());
    }
}
