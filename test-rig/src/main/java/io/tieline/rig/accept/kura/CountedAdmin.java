package io.tieline.rig.accept.kura;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.service.deploymentadmin.DeploymentAdmin;
import org.osgi.service.deploymentadmin.DeploymentException;
import org.osgi.service.deploymentadmin.DeploymentPackage;

/** Felix's deployment admin, with a count of what it reads: it does so while every bundle is stopped. */
final class CountedAdmin implements DeploymentAdmin {

    private final DeploymentAdmin felix;
    private volatile long lastBytes;

    CountedAdmin(DeploymentAdmin felix) {
        this.felix = felix;
    }

    /** Of the last package somebody handed over. */
    long lastBytes() {
        return lastBytes;
    }

    @Override
    public DeploymentPackage installDeploymentPackage(InputStream content) throws DeploymentException {
        lastBytes = 0;
        return felix.installDeploymentPackage(new FilterInputStream(content) {
            @Override
            public int read() throws IOException {
                int next = super.read();
                lastBytes += next < 0 ? 0 : 1;
                return next;
            }

            @Override
            public int read(byte[] into, int from, int length) throws IOException {
                int read = super.read(into, from, length);
                lastBytes += Math.max(0, read);
                return read;
            }
        });
    }

    @Override
    public DeploymentPackage[] listDeploymentPackages() {
        return felix.listDeploymentPackages();
    }

    @Override
    public @Nullable DeploymentPackage getDeploymentPackage(String name) {
        return felix.getDeploymentPackage(name);
    }

    @Override
    public @Nullable DeploymentPackage getDeploymentPackage(Bundle bundle) {
        return felix.getDeploymentPackage(bundle);
    }

    @Override
    public boolean cancel() {
        return felix.cancel();
    }
}
