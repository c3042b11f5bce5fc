package io.tieline.rig.accept.kura;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.BiPredicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What Kura's metatype parser takes, and what its console makes of a form. */
final class FormRules {

    private static final Set<String> TYPES =
            Set.of("String", "Long", "Double", "Float", "Integer", "Byte", "Char", "Boolean", "Short", "Password");

    private static final Pattern SECRET = Pattern.compile("(.*\\.)?(password|passphrase|secret|token)");
    private static final Pattern PICKED = Pattern.compile("\\(kura\\.service\\.pid=[^)]+\\)");
    private static final String TEXT_AREA = "|TextArea";
    private static final String TARGET = ".target";
    /** The console draws no more fields of a list. */
    private static final int MOST_FIELDS = 10;

    private FormRules() {}

    static List<Rule> all() {
        return Stream.of(document(), fields(), limits(), components())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Rule> document() {
        return List.of(
                ofForms(
                        "form-id",
                        "the id of a form is its pid, or Kura finds no defaults and nothing activates",
                        (form, faults) -> {
                            if (form.pid().isEmpty() || !form.id().equals(form.pid())) {
                                faults.add("no OCD with the id of the Designate '" + form.pid() + "'");
                            }
                        }),
                ofForms("form-object", "the Object of a Designate refers to the OCD", (form, faults) -> {
                    if (!form.object().equals(form.pid())) {
                        faults.add("refers to '" + form.object() + "'");
                    }
                }),
                ofForms(
                        "form-file",
                        "a form lies in OSGI-INF/metatype/<pid>.xml, the only place Kura looks",
                        (form, faults) -> {
                            if (!form.file().equals("OSGI-INF/metatype/" + form.pid() + ".xml")) {
                                faults.add("is of " + form.pid());
                            }
                        }),
                ofForms(
                        "form-nodes",
                        "OCD, AD, Option and Designate carry no prefix: Kura compares literally",
                        (form, faults) -> {
                            if (!form.strays().isEmpty()) {
                                faults.add("has " + form.strays());
                            }
                        }),
                ofForms("form-described", "every form and field has a name and says what it is", (form, faults) -> {
                    if (form.name().isBlank() || form.description().isBlank()) {
                        faults.add("has no name or no description");
                    }
                    form.fields().stream()
                            .filter(field -> field.name().isBlank()
                                    || field.description().isBlank())
                            .forEach(field -> faults.add(field.id()));
                }));
    }

    private static List<Rule> fields() {
        return List.of(
                ofFields(
                        "field-type",
                        "a field is of a type Kura's parser knows: Character, for one, throws",
                        (form, field) -> TYPES.contains(field.type())),
                ofFields(
                        "field-required",
                        "what is required has a default, for an empty one means that the key is absent",
                        (form, field) -> !field.required()
                                || field.standard()
                                        .filter(text -> !text.isEmpty())
                                        .isPresent()),
                ofFields(
                        "field-password",
                        "a secret is a Password, and has no default",
                        (form, field) -> (!SECRET.matcher(field.id()).matches() || isPassword(field))
                                && (!isPassword(field)
                                        || field.standard().orElse("").isEmpty())),
                ofFields(
                        "field-text-area",
                        "only a String can be a text area; no other bar stands in a description",
                        (form, field) -> {
                            boolean area = field.description().endsWith(TEXT_AREA);
                            String rest = area
                                    ? field.description()
                                            .substring(0, field.description().length() - TEXT_AREA.length())
                                    : field.description();
                            return !rest.contains("|") && (!area || field.type().equals("String"));
                        }),
                ofFields(
                        "field-cardinality",
                        "a list has at most ten entries: the console draws no more",
                        (form, field) -> Math.abs(field.cardinality()) <= MOST_FIELDS),
                ofForms(
                        "field-names",
                        "names and ids are unique in a form: booleans of one name share their buttons",
                        (form, faults) -> {
                            Set<String> names = new HashSet<>();
                            Set<String> ids = new HashSet<>();
                            form.fields().stream()
                                    .filter(field -> !names.add(field.name()) | !ids.add(field.id()))
                                    .forEach(field -> faults.add(field.id()));
                        }));
    }

    private static List<Rule> limits() {
        return List.of(
                ofFields(
                        "field-bounded",
                        "a number has a lower bound, so that the console refuses nonsense",
                        (form, field) -> !field.isNumber() || field.min().isPresent()),
                ofFields(
                        "field-bounds",
                        "bounds are numbers with min below max: equal ones make a field read-only",
                        (form, field) -> {
                            if (!field.isNumber()) {
                                return field.min().isEmpty() && field.max().isEmpty();
                            }
                            Optional<Double> min = number(field, field.min());
                            Optional<Double> max = number(field, field.max());
                            return min.isPresent() == field.min().isPresent()
                                    && max.isPresent() == field.max().isPresent()
                                    && (min.isEmpty() || max.isEmpty() || min.get() < max.get());
                        }),
                ofFields(
                        "field-default",
                        "a default is a value of its type, within the bounds, among the options",
                        (form, field) -> field.standard()
                                .filter(text -> !text.isEmpty())
                                .map(text -> fits(field, text))
                                .orElse(true)),
                ofFields(
                        "field-options",
                        "no two options share a label, for the console would show one of them",
                        (form, field) -> field.choices().stream()
                                                .map(Form.Choice::label)
                                                .distinct()
                                                .count()
                                        == field.choices().size()
                                && field.choices().stream()
                                        .noneMatch(choice -> choice.label().isBlank()
                                                || choice.value().isBlank())));
    }

    private static boolean isPassword(Form.Field field) {
        return field.type().equals("Password");
    }

    private static boolean fits(Form.Field field, String text) {
        try {
            Object value = field.value(text);
            if (field.type().equals("Boolean") && !List.of("true", "false").contains(text)) {
                return false;
            }
            if (!field.choices().isEmpty()
                    && field.choices().stream()
                            .noneMatch(choice -> choice.value().equals(text))) {
                return false;
            }
            return !(value instanceof Number number)
                    || number(field, field.min()).orElse(Double.NEGATIVE_INFINITY) <= number.doubleValue()
                            && number.doubleValue()
                                    <= number(field, field.max()).orElse(Double.POSITIVE_INFINITY);
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private static Optional<Double> number(Form.Field field, Optional<String> text) {
        try {
            return text.map(each -> ((Number) field.value(each)).doubleValue());
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static List<Rule> components() {
        return List.of(
                ofBundles(
                        "form-component",
                        "every form has the component of its name: the name is the pid",
                        (bundle, faults) -> bundle.forms()
                                .filter(form -> bundle.components()
                                        .noneMatch(component -> component.name().equals(form.pid())
                                                && List.of("", form.pid()).contains(component.configurationPid())))
                                .forEach(form -> faults.add(form.pid()))),
                ofBundles(
                        "field-target",
                        "a .target field belongs to a reference of its component, and picks by kura.service.pid",
                        (bundle, faults) -> bundle.forms().forEach(form -> form.fields().stream()
                                .filter(field -> field.id().endsWith(TARGET))
                                .filter(field -> !isTarget(field, form, bundle))
                                .forEach(field -> faults.add(form.pid() + ": " + field.id())))),
                ofBundles(
                        "field-property",
                        "what a component declares is the default its form shows",
                        (bundle, faults) -> bundle.forms().forEach(form -> bundle.components()
                                .filter(component -> component.name().equals(form.pid()))
                                .forEach(component -> form.fields().stream()
                                        .filter(field -> component.properties().containsKey(field.id()))
                                        .filter(field -> !field.standard()
                                                .orElse("")
                                                .equals(component.properties().get(field.id())))
                                        .forEach(field -> faults.add(form.pid() + ": " + field.id()))))));
    }

    private static boolean isTarget(Form.Field field, Form form, BundleJar bundle) {
        String reference = field.id().substring(0, field.id().length() - TARGET.length());
        return field.type().equals("String")
                && PICKED.matcher(field.standard().orElse("")).matches()
                && bundle.components()
                        .anyMatch(component -> component.name().equals(form.pid())
                                && component.references().contains(reference));
    }

    private static Rule ofFields(String id, String says, BiPredicate<Form, Form.Field> right) {
        return ofForms(id, says, (form, faults) -> form.fields().stream()
                .filter(field -> !right.test(form, field))
                .forEach(field -> faults.add(field.id())));
    }

    private static Rule ofForms(String id, String says, BiConsumer<Form, List<String>> judge) {
        return ofBundles(id, says, (bundle, faults) -> bundle.forms().forEach(form -> {
            List<String> own = new ArrayList<>();
            judge.accept(form, own);
            own.forEach(fault -> faults.add(form.file() + ": " + fault));
        }));
    }

    private static Rule ofBundles(String id, String says, BiConsumer<BundleJar, List<String>> judge) {
        return BundleRules.of(id, says, judge);
    }
}
