package io.tieline.profile;

import io.tieline.document.Fields;
import io.tieline.model.PointDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the OPC UA part of a profile. */
final class OpcUaPlanReader implements PlanReader {

    private String base = "";

    @Override
    public Plan plan(Fields document, Optional<Plan> parent) {
        document.fields("opcua").ifPresent(settings -> {
            base = settings.text("base").orElse("");
            settings.rejectOthers();
        });
        List<OpcUaPlan.Value> values = new ArrayList<>();
        document.list("read").forEach(fields -> read(fields, values));
        List<String> own = values.stream().map(OpcUaPlan.Value::point).toList();
        parent.map(OpcUaPlan.class::cast).map(OpcUaPlan::values).orElse(List.of()).stream()
                .filter(value -> !own.contains(value.point()))
                .forEach(values::add);
        return new OpcUaPlan(values);
    }

    private void read(Fields fields, List<OpcUaPlan.Value> values) {
        RuleReader rules = new RuleReader(fields);
        Optional<PointDefinition> definition = rules.definition();
        Optional<String> path = path(fields);
        if (definition.isPresent() && path.isPresent()) {
            String point = fields.text("point").orElse("");
            Rate rate = rules.rate(definition.get());
            values.add(new OpcUaPlan.Value(point, path.get(), rules.rule(definition.get()), rate));
            rules.nativeRule()
                    .ifPresent(words -> values.add(new OpcUaPlan.Value(point + ".native", path.get(), words, rate)));
        }
        fields.rejectOthers();
    }

    @Override
    public Optional<CommandRule> command(Fields fields) {
        ValueRule rule = new RuleReader(fields).argument();
        return path(fields).map(path -> new OpcUaPlan.Write(path, rule));
    }

    private Optional<String> path(Fields fields) {
        return fields.requiredText("path").map(path -> base.isEmpty() ? path : base + "/" + path);
    }
}
