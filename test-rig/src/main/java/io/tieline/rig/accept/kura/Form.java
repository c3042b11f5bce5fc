package io.tieline.rig.accept.kura;

import java.util.List;
import java.util.Optional;
import org.w3c.dom.Element;

/**
 * A metatype document as Kura's own parser understands it.
 *
 * @param file its path in the bundle
 * @param pid of its Designate, singleton or factory; empty: Kura finds none
 * @param isFactory whether instances are made of it
 * @param id of the OCD Kura picks, which is the one whose id is the pid; empty: it finds none
 * @param object what the Object of its Designate refers to
 * @param strays nodes Kura does not recognise, mostly for a prefix
 */
record Form(
        String file,
        String pid,
        boolean isFactory,
        String id,
        String object,
        String name,
        String description,
        List<Field> fields,
        List<String> strays) {

    private static final List<String> KNOWN = List.of("OCD", "Designate");

    /**
     * An AD.
     *
     * @param cardinality 0 where it is missing
     */
    record Field(
            String id,
            String type,
            boolean required,
            int cardinality,
            String name,
            String description,
            Optional<String> min,
            Optional<String> max,
            Optional<String> standard,
            List<Choice> choices) {

        boolean isNumber() {
            return List.of("Long", "Double", "Float", "Integer", "Byte", "Short")
                    .contains(type);
        }

        /** The value Kura stores for a form nobody has touched; empty: the key is absent. */
        Optional<Object> standardValue() {
            return standard.filter(text -> !text.isEmpty()).map(this::value);
        }

        /** @throws NumberFormatException if the text is no value of the type */
        Object value(String text) {
            return switch (type) {
                case "Long" -> Long.valueOf(text);
                case "Double" -> Double.valueOf(text);
                case "Float" -> Float.valueOf(text);
                case "Integer" -> Integer.valueOf(text);
                case "Byte" -> Byte.valueOf(text);
                case "Short" -> Short.valueOf(text);
                case "Boolean" -> Boolean.valueOf(text);
                default -> text;
            };
        }
    }

    /** An option of a drop-down. */
    record Choice(String label, String value) {}

    boolean isPassword(String key) {
        return fields.stream()
                .anyMatch(field -> field.id().equals(key) && field.type().equals("Password"));
    }

    static Form parse(String file, String text) {
        Element root = Xml.root(text);
        List<String> strays = Xml.children(root)
                .map(Element::getNodeName)
                .filter(name -> !KNOWN.contains(name))
                .toList();
        Optional<Element> designate = Xml.children(root, "Designate").stream().findFirst();
        Optional<String> factory = designate.flatMap(element -> Xml.attribute(element, "factoryPid"));
        String pid = factory.or(() -> designate.flatMap(element -> Xml.attribute(element, "pid")))
                .orElse("");
        Optional<Element> picked = Xml.children(root, "OCD").stream()
                .filter(element -> element.getAttribute("id").equals(pid))
                .findFirst();
        return new Form(
                file,
                pid,
                factory.isPresent(),
                picked.map(element -> element.getAttribute("id")).orElse(""),
                designate.stream()
                        .flatMap(element -> Xml.children(element, "Object").stream())
                        .map(element -> element.getAttribute("ocdref"))
                        .findFirst()
                        .orElse(""),
                picked.map(element -> element.getAttribute("name")).orElse(""),
                picked.map(element -> element.getAttribute("description")).orElse(""),
                picked.map(Form::fields).orElse(List.of()),
                strays);
    }

    private static List<Field> fields(Element ocd) {
        return Xml.children(ocd, "AD").stream().map(Form::field).toList();
    }

    private static Field field(Element ad) {
        return new Field(
                ad.getAttribute("id"),
                ad.getAttribute("type"),
                Xml.attribute(ad, "required").map(Boolean::parseBoolean).orElse(true),
                Xml.attribute(ad, "cardinality").map(Integer::valueOf).orElse(0),
                ad.getAttribute("name"),
                ad.getAttribute("description"),
                Xml.attribute(ad, "min"),
                Xml.attribute(ad, "max"),
                Xml.attribute(ad, "default"),
                Xml.children(ad, "Option").stream()
                        .map(option -> new Choice(option.getAttribute("label"), option.getAttribute("value")))
                        .toList());
    }
}
