package io.tieline.launcher;

/**
 * A set of bundles and the configuration that goes with it.
 *
 * @param plugins its folder; empty: that of the installation
 * @param configuration the file that takes the place of the configuration; empty: the configuration as it is
 */
record BundleSet(String plugins, String configuration) {

    static final BundleSet INSTALLED = new BundleSet("", "");

    boolean isInstalled() {
        return plugins.isEmpty();
    }
}
