package io.tieline.rig.accept.update;

import io.tieline.update.release.RefusedException;
import io.tieline.update.release.ReleaseKeys;
import io.tieline.update.release.ReleaseMaker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** Releases that must not come in: nothing that runs is touched, and the reason is told. */
final class Refusals {

    private static final double PATIENCE_SECONDS = 40;
    private static final double MOST_GAP_SECONDS = 5;
    private static final long COUNTER = 50;

    private final Releases releases;
    private final UpdateSite site;

    Refusals(Releases releases, UpdateSite site) {
        this.releases = releases;
        this.site = site;
    }

    private record Wrong(
            String name,
            RefusedException.Reason reason,
            ReleaseMaker.Label label,
            KeyPair signer,
            Releases.Change before,
            Releases.Change after,
            Consumer<Path> packed) {}

    void play(Path product, Path folder, Consumer<Result> results)
            throws IOException, RefusedException, GeneralSecurityException {
        try (UpdatedGateway gateway = new UpdatedGateway(product, folder, site, releases, Map.of())) {
            for (Wrong wrong : wrongs()) {
                results.accept(play(wrong, gateway));
            }
        }
    }

    private Result play(Wrong wrong, UpdatedGateway gateway)
            throws IOException, RefusedException, GeneralSecurityException {
        Path release = releases.make(wrong.label(), wrong.signer(), wrong.before(), wrong.after());
        wrong.packed().accept(release);
        String file = wrong.reason().name().toLowerCase(Locale.ROOT) + ".tlp";
        String configuration = String.valueOf(gateway.configuration());
        int starts = gateway.starts();
        site.watch().begin();
        gateway.drop(release, file);
        boolean told = gateway.eventually(
                PATIENCE_SECONDS,
                () -> gateway.isRefused(file) && gateway.refusal().contains("[" + wrong.reason() + "]"));
        boolean untouched = gateway.plugins().isEmpty()
                && gateway.starts() == starts
                && gateway.isLively()
                && configuration.equals(gateway.configuration());
        double gap = site.watch().longestSeconds();
        return new Result(
                wrong.name(),
                told ? "refused, " + wrong.reason() : "not refused as " + wrong.reason() + ": " + gateway.refusal(),
                told && untouched && gap <= MOST_GAP_SECONDS,
                gap);
    }

    private List<Wrong> wrongs() {
        List<Wrong> wrongs = new ArrayList<>();
        Releases.Change none = Releases.Change.NONE;
        ReleaseMaker.Label label = Releases.label(COUNTER);
        KeyPair key = releases.key();
        wrongs.add(of(
                "signature over another manifest",
                RefusedException.Reason.WRONG_SIGNATURE,
                label,
                key,
                none,
                folder -> Files.writeString(
                        folder.resolve("manifest.json"),
                        Files.readString(folder.resolve("manifest.json")).replace("0.1." + COUNTER, "0.1.99"))));
        wrongs.add(of("unknown key", RefusedException.Reason.UNKNOWN_KEY, label, ReleaseKeys.generate(), none, none));
        wrongs.add(of(
                "altered file",
                RefusedException.Reason.ALTERED,
                label,
                key,
                none,
                folder -> Files.write(Releases.gateway(folder), new byte[] {0}, StandardOpenOption.APPEND)));
        wrongs.add(of(
                "file nobody signed",
                RefusedException.Reason.UNEXPECTED_FILE,
                label,
                key,
                none,
                folder -> Files.writeString(folder.resolve("standalone/plugins/05/more.jar"), "more")));
        wrongs.add(of(
                "older version",
                RefusedException.Reason.OLDER,
                Releases.label(COUNTER, "0.0.9", "0.0.1", 0),
                key,
                none,
                none));
        wrongs.add(of(
                "step too large",
                RefusedException.Reason.STEP_TOO_LARGE,
                Releases.label(COUNTER, "2.0.0", "1.0.0", 0),
                key,
                none,
                none));
        wrongs.add(of(
                "no disk",
                RefusedException.Reason.NO_SPACE,
                Releases.label(COUNTER, "0.1.50", "0.1.0", Long.MAX_VALUE / 2),
                key,
                none,
                none));
        wrongs.add(of(
                "another Kura major",
                RefusedException.Reason.OTHER_PLATFORM,
                label,
                key,
                folder -> Files.move(folder.resolve("standalone"), folder.resolve("kura-6")),
                none));
        wrongs.add(of(
                "missing dependency",
                RefusedException.Reason.CANNOT_RUN,
                label,
                key,
                Releases.manifest(main ->
                        main.putValue("Import-Package", main.getValue("Import-Package") + ",org.nobody.has.this")),
                none));
        wrongs.add(new Wrong(
                "half a package", RefusedException.Reason.INCOMPLETE, label, key, none, none, Refusals::halve));
        return wrongs;
    }

    private static Wrong of(
            String name,
            RefusedException.Reason reason,
            ReleaseMaker.Label label,
            KeyPair signer,
            Releases.Change before,
            Releases.Change after) {
        return new Wrong(name, reason, label, signer, before, after, packed -> {});
    }

    private static void halve(Path packed) {
        try (FileChannel channel = FileChannel.open(packed, StandardOpenOption.WRITE)) {
            channel.truncate(channel.size() / 2);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
