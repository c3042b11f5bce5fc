package io.tieline.update.release;

/** What a gateway stands on; the files of a release for it lie in the folder of its name. */
public enum Platform {
    /** {@code plugins/NN/*.jar}, NN being the start level. */
    STANDALONE("standalone"),
    /** One deployment package. */
    KURA_5("kura-5"),
    /** Debian packages. */
    KURA_6("kura-6");

    private final String folder;

    Platform(String folder) {
        this.folder = folder;
    }

    public String folder() {
        return folder;
    }

    boolean owns(String path) {
        return path.startsWith(folder + "/");
    }
}
