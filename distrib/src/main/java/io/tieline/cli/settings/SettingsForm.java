package io.tieline.cli.settings;

import io.tieline.cli.outcome.CliException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * A form of {@code gateway.yaml}, as the bundles of the runtime declare it (OSGi metatype, the same Kura's console shows).
 *
 * @param name what people write: {@code peak-shaving}
 */
record SettingsForm(String name, String title, String description, List<SettingsKey> keys) {

    private static final String METATYPE = "OSGI-INF/metatype/";

    SettingsForm {
        keys = List.copyOf(keys);
    }

    /** All forms of a runtime, by name. */
    static SortedMap<String, SettingsForm> of(Path runtime) {
        SortedMap<String, SettingsForm> forms = new TreeMap<>();
        try (Stream<Path> files = Files.walk(runtime.resolve("plugins"))) {
            for (Path jar :
                    files.filter(file -> file.toString().endsWith(".jar")).toList()) {
                read(jar).forEach(form -> forms.put(form.name(), form));
            }
        } catch (IOException e) {
            throw new CliException("The forms in " + runtime + " cannot be read: " + e.getMessage());
        }
        return forms;
    }

    private static List<SettingsForm> read(Path jar) throws IOException {
        List<SettingsForm> forms = new ArrayList<>();
        try (JarFile bundle = new JarFile(jar.toFile())) {
            for (JarEntry entry : bundle.stream()
                    .filter(entry -> entry.getName().startsWith(METATYPE + "io.tieline.")
                            && entry.getName().endsWith(".xml"))
                    .toList()) {
                try (InputStream xml = bundle.getInputStream(entry)) {
                    elements(parse(xml).getElementsByTagName("OCD")).forEach(definition -> forms.add(form(definition)));
                }
            }
        }
        return forms;
    }

    private static Document parse(InputStream xml) throws IOException {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            return factory.newDocumentBuilder().parse(xml);
        } catch (ParserConfigurationException | SAXException e) {
            throw new IOException("not a metatype file: " + e.getMessage(), e);
        }
    }

    private static SettingsForm form(Element definition) {
        String id = definition.getAttribute("id");
        return new SettingsForm(
                id.substring(id.lastIndexOf('.') + 1)
                        .replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-")
                        .toLowerCase(Locale.ROOT),
                definition.getAttribute("name"),
                definition.getAttribute("description"),
                elements(definition.getElementsByTagName("AD")).stream()
                        // Which service of Kura's is meant; outside of Kura there is none to choose from.
                        .filter(attribute -> !attribute.getAttribute("id").endsWith(".target"))
                        .map(SettingsForm::key)
                        .toList());
    }

    private static SettingsKey key(Element attribute) {
        return new SettingsKey(
                attribute.getAttribute("id"),
                attribute.getAttribute("type"),
                // What follows the bar tells Kura's console how to show the field.
                attribute.getAttribute("description").replaceFirst("\\|\\w+$", ""),
                attribute.getAttribute("default"),
                attribute.getAttribute("min"),
                attribute.getAttribute("max"),
                elements(attribute.getElementsByTagName("Option")).stream()
                        .map(option -> option.getAttribute("value"))
                        .toList());
    }

    private static List<Element> elements(NodeList nodes) {
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            elements.add((Element) nodes.item(i));
        }
        return elements;
    }
}
