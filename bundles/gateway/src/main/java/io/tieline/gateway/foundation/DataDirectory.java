package io.tieline.gateway.foundation;

import java.nio.file.Path;
import java.util.Objects;
import org.osgi.framework.BundleContext;

/** Where the gateway keeps what must survive a restart. */
public final class DataDirectory {

    static final String PROPERTY = "tieline.data.dir";

    /** Set by Kura's start script; its data folder survives the {@code osgi.clean} starts. */
    private static final String KURA_HOME = "kura.home";

    private DataDirectory() {}

    public static Path of(BundleContext context) {
        String ours = context.getProperty(PROPERTY);
        if (ours != null) {
            return Path.of(ours);
        }
        String kura = Objects.requireNonNullElse(context.getProperty(KURA_HOME), "/opt/eclipse/kura");
        return Path.of(kura, "data", "tieline");
    }
}
