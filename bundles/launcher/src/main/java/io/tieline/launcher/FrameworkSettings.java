package io.tieline.launcher;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.framework.Constants;

/** The properties the framework is started with. */
final class FrameworkSettings {

    private FrameworkSettings() {}

    static Map<String, String> of(LaunchOptions options) throws IOException {
        Map<String, String> settings = new HashMap<>();
        settings.put(
                Constants.FRAMEWORK_STORAGE,
                options.data().resolve("framework").toAbsolutePath().toString());
        // The plugins folder and the configuration file are the whole truth at each start.
        settings.put(Constants.FRAMEWORK_STORAGE_CLEAN, Constants.FRAMEWORK_STORAGE_CLEAN_ONFIRSTINIT);
        settings.put(Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, logging());
        settings.put("felix.cm.loglevel", "1");
        Path file = options.home().resolve("conf/framework.properties");
        if (Files.exists(file)) {
            Properties properties = new Properties();
            try (Reader reader = Files.newBufferedReader(file)) {
                properties.load(reader);
            }
            properties.stringPropertyNames().forEach(name -> settings.put(name, properties.getProperty(name)));
        }
        return settings;
    }

    /**
     * slf4j 2 stands on the class path and speaks the 1.7 API too, so bundles of either era wire to the one
     * implementation and no ServiceLoader mediator is needed.
     */
    private static String logging() {
        return Stream.of("1.7.36", "2.0.20")
                .flatMap(version -> Stream.of("org.slf4j", "org.slf4j.event", "org.slf4j.helpers", "org.slf4j.spi")
                        .map(name -> name + ";version=\"" + version + "\""))
                .collect(Collectors.joining(","));
    }
}
