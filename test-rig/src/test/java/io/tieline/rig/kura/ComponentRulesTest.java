package io.tieline.rig.kura;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** The rules for component and metatype files that Kura's own parser and ConfigurationService impose. */
class ComponentRulesTest {

    private static final String METATYPE = "OSGI-INF/metatype/";
    private static final String MARKER = "org.eclipse.kura.configuration.ConfigurableComponent";

    /** By the name of the component. */
    private final Map<String, Element> components = new TreeMap<>();

    /** By the name of the file, without folder and ending. */
    private final Map<String, Element> metatypes = new TreeMap<>();

    ComponentRulesTest() throws Exception {
        for (DeploymentPackage.Bundle bundle :
                DeploymentPackage.built().bundles().values()) {
            for (Map.Entry<String, byte[]> file : bundle.descriptions().entrySet()) {
                Element root = parse(file.getValue());
                if (file.getKey().startsWith(METATYPE)) {
                    metatypes.put(
                            file.getKey()
                                    .substring(METATYPE.length(), file.getKey().length() - ".xml".length()),
                            root);
                } else {
                    components.put(root.getAttribute("name"), root);
                }
            }
        }
    }

    @Test
    void thereIsSomethingToCheck() {
        assertThat(metatypes)
                .containsOnlyKeys(
                        "io.tieline.gateway.BackupReserve",
                        "io.tieline.gateway.Commissioning",
                        "io.tieline.gateway.Console",
                        "io.tieline.gateway.EnergyPrice",
                        "io.tieline.gateway.Journal",
                        "io.tieline.gateway.Kafka",
                        "io.tieline.gateway.Northbound",
                        "io.tieline.gateway.PeakShaving",
                        "io.tieline.gateway.Site",
                        "io.tieline.gateway.SiteLimits",
                        "io.tieline.gateway.Smoothing",
                        "io.tieline.gateway.Update",
                        "io.tieline.gateway.Uplink",
                        "io.tieline.kura.CloudUplink",
                        "io.tieline.kura.Driver");
    }

    @Test
    void componentsNeedNoNewerDeclarativeServicesThanKuraHas() {
        assertThat(components.values()).allSatisfy(component -> assertThat(component.getNamespaceURI())
                .matches("http://www\\.osgi\\.org/xmlns/scr/v1\\.[1-4]\\.0"));
    }

    @Test
    void noComponentDeclaresServicePid() {
        // From DS 1.3 on it arrives as a list, and Kura then updates the wrong configuration.
        assertThat(components.values())
                .allSatisfy(component -> assertThat(elements(component.getElementsByTagName("property")).stream()
                                .map(property -> property.getAttribute("name")))
                        .doesNotContain("service.pid"));
    }

    @Test
    void fileNamePidAndDefinitionAreOneName() {
        metatypes.forEach((pid, root) -> {
            assertThat(elements(root.getElementsByTagName("OCD")).stream().map(ocd -> ocd.getAttribute("id")))
                    .as(pid)
                    .containsExactly(pid);
            assertThat(elements(root.getElementsByTagName("Designate")).stream()
                            .map(it -> it.getAttribute("pid") + it.getAttribute("factoryPid")))
                    .as(pid)
                    .containsExactly(pid);
            assertThat(elements(root.getElementsByTagName("Object")).stream().map(it -> it.getAttribute("ocdref")))
                    .as(pid)
                    .containsExactly(pid);
            assertThat(components).containsKey(pid);
        });
    }

    @Test
    void childrenHaveNoPrefix() {
        List<String> prefixed = new ArrayList<>();
        metatypes.forEach((pid, root) -> elements(root.getElementsByTagName("*")).stream()
                .filter(element -> element.getNodeName().contains(":"))
                .forEach(element -> prefixed.add(pid + ": " + element.getNodeName())));
        assertThat(prefixed).isEmpty();
    }

    @Test
    void whatTheConsoleShowsWaitsForItsConfigurationAndIsRegisteredAsConfigurable() {
        metatypes.keySet().forEach(pid -> {
            Element component = Objects.requireNonNull(components.get(pid), pid);
            assertThat(component.getAttribute("configuration-policy")).as(pid).isEqualTo("require");
            // Kura looks at the reference and never gets the service: a delayed component would stay asleep.
            assertThat(component.getAttribute("immediate")).as(pid).isEqualTo("true");
            assertThat(elements(component.getElementsByTagName("provide")).stream()
                            .map(provide -> provide.getAttribute("interface")))
                    .as(pid)
                    .contains(MARKER);
            assertThat(component.getAttribute("configuration-pid")).as(pid).isIn("", pid);
        });
    }

    @Test
    void attributesAreOfTypesTheConsoleKnowsAndStayEditable() {
        metatypes.forEach(
                (pid, root) -> elements(root.getElementsByTagName("AD")).forEach(attribute -> {
                    String name = pid + "." + attribute.getAttribute("id");
                    assertThat(attribute.getAttribute("type"))
                            .as(name)
                            .isIn(
                                    "String",
                                    "Long",
                                    "Double",
                                    "Float",
                                    "Integer",
                                    "Byte",
                                    "Char",
                                    "Boolean",
                                    "Short",
                                    "Password");
                    // The console makes a field with min == max read-only.
                    if (attribute.hasAttribute("min")) {
                        assertThat(attribute.getAttribute("min")).as(name).isNotEqualTo(attribute.getAttribute("max"));
                    }
                }));
    }

    @Test
    void booleansOfOneFormHaveDifferentNames() {
        // Two radio groups with one name interfere in the console.
        metatypes.forEach((pid, root) -> assertThat(elements(root.getElementsByTagName("AD")).stream()
                        .filter(attribute -> attribute.getAttribute("type").equals("Boolean"))
                        .map(attribute -> attribute.getAttribute("name")))
                .as(pid)
                .doesNotHaveDuplicates());
    }

    private static Element parse(byte[] xml) throws IOException {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
            factory.setNamespaceAware(true);
            return factory.newDocumentBuilder()
                    .parse(new ByteArrayInputStream(xml))
                    .getDocumentElement();
        } catch (Exception e) {
            throw new IOException("not XML", e);
        }
    }

    private static List<Element> elements(NodeList nodes) {
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            elements.add((Element) nodes.item(i));
        }
        return elements;
    }
}
