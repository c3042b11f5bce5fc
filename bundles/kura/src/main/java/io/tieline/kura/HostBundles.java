package io.tieline.kura;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/** The bundles of the Kura we run in. */
interface HostBundles {

    /** Of the package this very bundle came with. */
    String version();

    /** The symbolic names of all bundles that did not come with the package of that name. */
    Set<String> othersThan(String name);

    /** A package of Kura's that a deployment package needs and this Kura does not have, in words; empty: it has all. */
    Optional<String> lacking(Path deploymentPackage) throws IOException;
}
