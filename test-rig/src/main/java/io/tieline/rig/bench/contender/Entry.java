package io.tieline.rig.bench.contender;

import java.io.File;
import java.nio.file.Path;

/** Who takes part, and the class path it wants. */
public enum Entry {
    TIELINE("tieline, all decoded into the image", ""),
    TIELINE_RAW("tieline, two of the registers decoded", ""),
    J2MOD("j2mod, a thread per connection", ""),
    PLC4X("PLC4X", "plc4x"),
    DIGITALPETRI("digitalpetri modbus-tcp", "digitalpetri"),
    BARE("bare NIO, answers ignored", "");

    private final String title;
    private final String folder;

    Entry(String title, String folder) {
        this.title = title;
        this.folder = folder;
    }

    public String title() {
        return title;
    }

    /** @param target the rig's build folder, with {@code classes} and {@code contenders} */
    public String classPath(Path target) {
        return folder.isEmpty()
                ? System.getProperty("java.class.path")
                : target.resolve("classes")
                        + File.pathSeparator
                        + target.resolve("contenders").resolve(folder).resolve("*");
    }
}
