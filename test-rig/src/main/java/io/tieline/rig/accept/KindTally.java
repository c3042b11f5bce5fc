package io.tieline.rig.accept;

import java.util.Locale;

/** What came out for one kind of device. */
final class KindTally {

    int devices;
    int withContent;
    int recognised;
    int identityOnly;
    int proposed;
    int compared;
    int agreed;

    String line(String kind) {
        return String.format(
                Locale.ROOT,
                "%-16s %3d devices, %3d with content, %3d of them recognised; %3d with identity only, %3d of them"
                        + " proposed; second opinion %4d of %4d equal",
                kind,
                devices,
                withContent,
                recognised,
                identityOnly,
                proposed,
                agreed,
                compared);
    }
}
