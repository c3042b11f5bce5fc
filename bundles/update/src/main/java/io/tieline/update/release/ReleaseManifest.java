package io.tieline.update.release;

import java.lang.module.ModuleDescriptor.Version;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a release says about itself, under its signatures.
 *
 * @param product the name of what is updated
 * @param version as people say it
 * @param counter grows with every release; one that is not above the highest ever confirmed here is refused. Trust rests
 *     on it and never on a clock
 * @param compatibleFrom the oldest version this release can follow
 * @param minimumFreeBytes what must be free on the disk besides the release itself
 * @param files by their path inside the release, {@code /} between folders
 * @param migrations in the order they are applied
 * @param releaseKeys if not empty: Base64 of the Ed25519 SubjectPublicKeyInfo of whoever may release after this one;
 *     being in here they are signed by the keys before
 */
public record ReleaseManifest(
        String product,
        Version version,
        long counter,
        Version compatibleFrom,
        long minimumFreeBytes,
        SortedMap<String, FileEntry> files,
        List<Migration> migrations,
        List<String> releaseKeys) {

    /** More would not fit a gateway's disk twice. */
    private static final long LARGEST = 1L << 30;

    private static final int MOST_FILES = 10_000;

    /**
     * One file.
     *
     * @param sha256 64 lower-case hexadecimal digits
     * @param size in bytes
     */
    public record FileEntry(String sha256, long size) {
        public FileEntry {
            if (!sha256.matches("[0-9a-f]{64}")) {
                throw new IllegalArgumentException("sha256 must be 64 lower-case hexadecimal digits");
            }
            if (size < 0) {
                throw new IllegalArgumentException("size must not be negative");
            }
        }
    }

    public ReleaseManifest {
        Names.requireWord("product", product);
        Names.requireWord("version", version.toString());
        Names.requireWord("compatibleFrom", compatibleFrom.toString());
        if (counter < 1) {
            throw new IllegalArgumentException("counter must be 1 or more");
        }
        if (minimumFreeBytes < 0) {
            throw new IllegalArgumentException("minimumFreeBytes must not be negative");
        }
        if (files.isEmpty() || files.size() > MOST_FILES) {
            throw new IllegalArgumentException("files must name between 1 and " + MOST_FILES + " files");
        }
        files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
        if (size(files) > LARGEST) {
            throw new IllegalArgumentException("the files are larger than " + LARGEST + " bytes together");
        }
        migrations = List.copyOf(migrations);
        releaseKeys = List.copyOf(releaseKeys);
        releaseKeys.forEach(ReleaseKeys::parse);
    }

    /** All files together, in bytes. */
    public long size() {
        return size(files);
    }

    private static long size(SortedMap<String, FileEntry> files) {
        long sum = 0;
        for (FileEntry file : files.values()) {
            sum += Math.min(file.size(), LARGEST + 1);
            if (sum > LARGEST) {
                return sum;
            }
        }
        return sum;
    }

    /** Whether there is anything in it for such a gateway. */
    public boolean isFor(Platform platform) {
        return files.keySet().stream().anyMatch(platform::owns);
    }

    /** The paths of the files for such a gateway. */
    public List<String> filesFor(Platform platform) {
        return files.keySet().stream().filter(platform::owns).toList();
    }
}
