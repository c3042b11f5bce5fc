package io.tieline.launcher;

/**
 * A set of bundles and how they read the configuration.
 *
 * @param plugins its folder; empty: that of the installation
 * @param renames the keys the configuration may still name otherwise
 */
record BundleSet(String plugins, Renames renames) {

    static final BundleSet INSTALLED = installed(Renames.NONE);

    static BundleSet installed(Renames renames) {
        return new BundleSet("", renames);
    }

    boolean isInstalled() {
        return plugins.isEmpty();
    }
}
