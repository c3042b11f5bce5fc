package io.tieline.kura;

import io.tieline.update.PackageGate;
import io.tieline.update.release.RefusedException;
import io.tieline.update.release.ReleaseManifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import org.eclipse.kura.KuraErrorCode;
import org.eclipse.kura.KuraException;
import org.eclipse.kura.configuration.ConfigurationService;
import org.eclipse.kura.deployment.hook.DeploymentHook;
import org.eclipse.kura.deployment.hook.RequestContext;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/**
 * Judges what DEPLOY-V2 has downloaded, before Kura installs it: map the request type you use to {@value #PID} in the form
 * of Kura's cloud deployment.
 *
 * <p>A release archive ({@code *.tlp}, sent with {@code dp.install=false}) is taken over by our updates, with probation and
 * return. A single package goes on to Kura's agent if its release is signed: the {@code hook.properties} then carry
 * manifest and signatures of the release in Base64, as {@value #MANIFEST} and {@value #SIGNATURES}.
 */
@Component(name = ReleaseHook.PID, service = DeploymentHook.class, property = "kura.service.pid=" + ReleaseHook.PID)
public final class ReleaseHook implements DeploymentHook {

    static final String PID = "io.tieline.kura.ReleaseHook";
    static final String MANIFEST = "tieline.manifest";
    static final String SIGNATURES = "tieline.signatures";

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable PackageGate gate;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable ConfigurationService configurations;

    private final KnownPackages known;

    @Activate
    public ReleaseHook(BundleContext context) {
        this.known = new KnownPackages(PackageList.of(context));
    }

    ReleaseHook(@Nullable PackageGate gate, @Nullable ConfigurationService configurations, KnownPackages known) {
        this.gate = gate;
        this.configurations = configurations;
        this.known = known;
    }

    @Override
    public void preDownload(RequestContext context, Map<String, Object> properties) throws KuraException {
        open();
    }

    @Override
    public void postDownload(RequestContext context, Map<String, Object> properties) throws KuraException {
        Path file = Path.of(context.getDownloadFilePath());
        if (!Files.isRegularFile(file)) {
            // Kura calls this after a failed download, too, and tells that one itself.
            return;
        }
        try {
            if (file.getFileName().toString().endsWith(".tlp")) {
                open().take(file);
            } else {
                admit(open().admit(file, decoded(properties, MANIFEST), decoded(properties, SIGNATURES)));
                known.add(file);
            }
        } catch (RefusedException e) {
            throw new KuraException(KuraErrorCode.SECURITY_EXCEPTION, e, e.reason() + ": " + e.getMessage());
        } catch (IOException e) {
            throw new KuraException(KuraErrorCode.IO_ERROR, e, String.valueOf(e.getMessage()));
        }
    }

    private void admit(ReleaseManifest manifest) throws RefusedException, IOException {
        KeptConfiguration configuration = new KeptConfiguration(configurations);
        configuration.require(manifest.migrations());
        if (!manifest.migrations().isEmpty()) {
            configuration.snapshot(manifest.migrations());
        }
    }

    /** Nothing: where a package has to prove itself, our own updates see to it. */
    @Override
    public void postInstall(RequestContext context, Map<String, Object> properties) {}

    private PackageGate open() throws KuraException {
        PackageGate there = gate;
        if (there == null) {
            throw new KuraException(
                    KuraErrorCode.SERVICE_UNAVAILABLE,
                    "updates are off: give the keys of those who release in the form Tieline updates");
        }
        return there;
    }

    private static byte[] decoded(Map<String, Object> properties, String key) throws KuraException {
        try {
            return Base64.getDecoder()
                    .decode(Objects.requireNonNullElse(properties.get(key), "").toString());
        } catch (IllegalArgumentException e) {
            throw new KuraException(KuraErrorCode.BAD_REQUEST, e, key + " is not Base64");
        }
    }
}
