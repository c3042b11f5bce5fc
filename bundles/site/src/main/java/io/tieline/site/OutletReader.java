package io.tieline.site;

import io.tieline.document.Fields;
import io.tieline.model.DeviceKind;
import io.tieline.model.LoadClass;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the classes of a PDU's outlets. What is not listed is never switched. */
final class OutletReader {

    private static final int MOST_OUTLETS = 999;
    private static final double MOST_WORTH = 1e6;

    private OutletReader() {}

    static List<SiteOutlet> read(Fields device, Optional<DeviceKind> kind) {
        List<Fields> entries = device.list("outlets");
        if (!entries.isEmpty() && kind.isPresent() && kind.get() != DeviceKind.PDU) {
            device.problem(
                    device.node("outlets").orElse(device.node()),
                    "a device of kind " + kind.get().label() + " has no outlets",
                    "list outlets below a device of kind pdu");
        }
        List<SiteOutlet> outlets = new ArrayList<>();
        Set<Integer> numbers = new HashSet<>();
        for (Fields entry : entries) {
            for (SiteOutlet outlet : one(entry)) {
                if (!numbers.add(outlet.number())) {
                    entry.problem(
                            entry.node(),
                            "outlet " + outlet.number() + " is listed twice",
                            "give every outlet one class; ranges may not overlap");
                }
                outlets.add(outlet);
            }
            entry.rejectOthers();
        }
        return outlets;
    }

    private static List<SiteOutlet> one(Fields entry) {
        Optional<String> text = entry.requiredText("outlet");
        entry.requiredText("class");
        Optional<LoadClass> loadClass = entry.choice(
                "class",
                LoadClass::ofLabel,
                Arrays.stream(LoadClass.values()).map(LoadClass::label).toList());
        boolean cooling = entry.flag("cooling").orElse(false);
        double worth = entry.number("worth", 0.001, MOST_WORTH).orElse(1.0);
        if (text.isEmpty() || loadClass.isEmpty()) {
            return List.of();
        }
        return numbers(entry, text.get()).stream()
                .map(number -> new SiteOutlet(number, loadClass.get(), cooling, worth))
                .toList();
    }

    private static List<Integer> numbers(Fields entry, String text) {
        List<Integer> numbers = new ArrayList<>();
        for (String number : Range.parse(text).map(Range::expand).orElse(List.of())) {
            if (!number.matches("\\d{1,3}") || Integer.parseInt(number) < 1) {
                numbers.clear();
                break;
            }
            numbers.add(Integer.parseInt(number));
        }
        if (numbers.isEmpty()) {
            entry.problem(
                    entry.node("outlet").orElse(entry.node()),
                    "outlet " + text + " is no outlet",
                    "write a number from 1 to " + MOST_OUTLETS + " or a range such as [5..12]");
        }
        return numbers;
    }
}
