package io.tieline.rig.accept.kura;

import java.util.List;
import java.util.function.BiPredicate;

/** What a component must declare so that Kura's configuration service sees it, and does not talk past it. */
final class ComponentRules {

    private static final String SERVICE_PID = "service.pid";
    private static final int LISTS_THE_PID = 130;
    private static final int NEWEST = 140;

    private ComponentRules() {}

    static List<Rule> all() {
        return List.of(
                of(
                        "component-version",
                        "descriptions are of declarative services 1.4 at most, the newest of any Kura 5",
                        (bundle, component) -> component.version() <= NEWEST),
                of(
                        "component-service-pid",
                        "no service.pid in a description of 1.3 or newer: it becomes a list, and updates go nowhere",
                        (bundle, component) -> component.version() < LISTS_THE_PID
                                || !component.properties().containsKey(SERVICE_PID)),
                ofConfigurable(
                        "component-policy",
                        "the configuration policy is require: only then kura.service.pid is there from the beginning",
                        (bundle, component) -> component.policy().equals("require")),
                ofConfigurable(
                        "component-form",
                        "every configurable component has a form, and its name is the pid",
                        (bundle, component) ->
                                bundle.forms().anyMatch(form -> form.pid().equals(component.name()))),
                of(
                        "component-registered",
                        "a component with a form is registered under ConfigurableComponent, or Kura never sees it",
                        (bundle, component) -> component.isConfigurable()
                                || bundle.forms().noneMatch(form -> form.pid().equals(component.name()))),
                ofConfigurable(
                        "component-immediate",
                        "it is immediate: Kura looks at its reference and never asks for it",
                        (bundle, component) -> component.isImmediate()),
                of(
                        "component-driver",
                        "a driver is a factory: one that is none breaks the driver pages for everybody",
                        (bundle, component) -> !component.services().contains(ScrComponent.DRIVER)
                                || bundle.forms()
                                        .anyMatch(form ->
                                                form.isFactory() && form.pid().equals(component.name()))),
                of(
                        "component-shown",
                        "no component hides from the console",
                        (bundle, component) -> component.properties().keySet().stream()
                                .noneMatch(name -> name.startsWith("kura.ui.") && name.endsWith(".hide"))));
    }

    private static Rule ofConfigurable(String id, String says, BiPredicate<BundleJar, ScrComponent> right) {
        return of(id, says, (bundle, component) -> !component.isConfigurable() || right.test(bundle, component));
    }

    private static Rule of(String id, String says, BiPredicate<BundleJar, ScrComponent> right) {
        return BundleRules.of(id, says, (bundle, faults) -> bundle.components()
                .filter(component -> !right.test(bundle, component))
                .forEach(component -> faults.add(component.name())));
    }
}
