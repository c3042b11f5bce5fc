package io.tieline.rig.accept.kura;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.w3c.dom.Element;

/**
 * The description of a component.
 *
 * @param file its path in the bundle
 * @param version of declarative services it asks for, in hundredths: 140 for 1.4
 * @param policy configuration-policy
 * @param isImmediate whether it starts without being asked for
 * @param configurationPid empty: its name
 * @param properties names and values it declares
 * @param services it is registered under
 * @param references names
 */
record ScrComponent(
        String file,
        int version,
        String name,
        String policy,
        boolean isImmediate,
        String configurationPid,
        Map<String, String> properties,
        List<String> services,
        List<String> references) {

    static final String CONFIGURABLE = "org.eclipse.kura.configuration.ConfigurableComponent";
    static final String SELF_CONFIGURING = "org.eclipse.kura.configuration.SelfConfiguringComponent";
    static final String DRIVER = "org.eclipse.kura.driver.Driver";

    private static final Pattern NAMESPACE = Pattern.compile("http://www\\.osgi\\.org/xmlns/scr/v(\\d)\\.(\\d)\\.\\d");

    static ScrComponent parse(String file, String text) {
        Element root = Xml.root(text);
        Matcher namespace = NAMESPACE.matcher(text);
        return new ScrComponent(
                file,
                namespace.find()
                        ? Integer.parseInt(namespace.group(1)) * 100 + Integer.parseInt(namespace.group(2)) * 10
                        : 100,
                root.getAttribute("name"),
                Xml.attribute(root, "configuration-policy").orElse("optional"),
                Boolean.parseBoolean(root.getAttribute("immediate")),
                Xml.attribute(root, "configuration-pid").orElse(""),
                Xml.children(root, "property").stream()
                        .collect(Collectors.toMap(property -> property.getAttribute("name"), property -> Optional.of(
                                        property.getAttribute("value"))
                                .filter(value -> !value.isEmpty())
                                .orElseGet(() -> String.valueOf(property.getTextContent())
                                        .strip()))),
                Xml.children(root, "service").stream()
                        .flatMap(service -> Xml.children(service, "provide").stream())
                        .map(provide -> provide.getAttribute("interface"))
                        .toList(),
                Xml.children(root, "reference").stream()
                        .map(reference -> reference.getAttribute("name"))
                        .toList());
    }

    /** Whether Kura's configuration service looks after it. */
    boolean isConfigurable() {
        return services.contains(CONFIGURABLE) || services.contains(SELF_CONFIGURING);
    }
}
