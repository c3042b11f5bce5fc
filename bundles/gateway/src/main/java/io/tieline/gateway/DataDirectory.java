package io.tieline.gateway;

import java.nio.file.Path;
import java.util.Objects;
import org.osgi.framework.BundleContext;

/** Where the gateway keeps what must survive a restart. */
final class DataDirectory {

    static final String PROPERTY = "tieline.data.dir";

    /** Kura's own place for data that survives its {@code osgi.clean} starts. */
    private static final String KURA_DATA = "kura.data";

    private DataDirectory() {}

    static Path of(BundleContext context) {
        String ours = context.getProperty(PROPERTY);
        if (ours != null) {
            return Path.of(ours);
        }
        String kura = Objects.requireNonNullElse(context.getProperty(KURA_DATA), "/opt/eclipse/kura/data");
        return Path.of(kura, "tieline");
    }
}
