package io.tieline.launcher.configuration;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * Reads the metatype files of a bundle, the same ones Kura's console reads.
 *
 * <p>The files and not the MetaTypeService, because its AttributeDefinition does not tell minimum and maximum (OSGi
 * Compendium 105.5), and a message has to name them.
 */
final class MetatypeReader {

    private MetatypeReader() {}

    static List<Form> read(InputStream xml) throws IOException {
        Document document = parse(xml);
        Map<String, List<Field>> fieldsById = new HashMap<>();
        for (Element definition : elements(document.getElementsByTagName("OCD"))) {
            fieldsById.put(definition.getAttribute("id"), fields(definition));
        }
        List<Form> forms = new ArrayList<>();
        for (Element designate : elements(document.getElementsByTagName("Designate"))) {
            boolean factory = designate.hasAttribute("factoryPid");
            for (Element object : elements(designate.getElementsByTagName("Object"))) {
                List<Field> fields = fieldsById.get(object.getAttribute("ocdref"));
                if (fields != null) {
                    forms.add(new Form(designate.getAttribute(factory ? "factoryPid" : "pid"), factory, fields));
                }
            }
        }
        return forms;
    }

    private static Document parse(InputStream xml) throws IOException {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            return factory.newDocumentBuilder().parse(xml);
        } catch (ParserConfigurationException | SAXException e) {
            throw new IOException("not a metatype file: " + e.getMessage(), e);
        }
    }

    private static List<Field> fields(Element definition) throws IOException {
        List<Field> fields = new ArrayList<>();
        for (Element attribute : elements(definition.getElementsByTagName("AD"))) {
            String typeName = attribute.getAttribute("type");
            FieldType type = FieldType.ofXmlName(typeName)
                    .orElseThrow(() -> new IOException("unknown attribute type " + typeName));
            String cardinality = attribute.getAttribute("cardinality");
            fields.add(new Field(
                    attribute.getAttribute("id"),
                    type,
                    cardinality.isEmpty() ? 0 : Integer.parseInt(cardinality),
                    !attribute.getAttribute("required").equals("false"),
                    optional(attribute, "min"),
                    optional(attribute, "max"),
                    optional(attribute, "default"),
                    elements(attribute.getElementsByTagName("Option")).stream()
                            .map(option -> option.getAttribute("value"))
                            .toList()));
        }
        return fields;
    }

    private static @Nullable String optional(Element element, String name) {
        return element.hasAttribute(name) ? element.getAttribute(name) : null;
    }

    private static List<Element> elements(NodeList nodes) {
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            elements.add((Element) nodes.item(i));
        }
        return elements;
    }
}
