package org.eclipse.kura.core.configuration.metatype;

import java.util.ArrayList;
import java.util.List;
import org.eclipse.kura.configuration.metatype.AD;
import org.eclipse.kura.configuration.metatype.Option;
import org.eclipse.kura.configuration.metatype.Scalar;
import org.jspecify.annotations.Nullable;

/** An attribute definition that can be put together in code. */
public class Tad implements AD {

    private final List<Option> options = new ArrayList<>();
    private String id = "";
    private String name = "";
    private Tscalar type = Tscalar.STRING;
    private boolean required = true;
    private int cardinality;
    private @Nullable String defaultValue;
    private @Nullable String description;
    private @Nullable String min;
    private @Nullable String max;

    @Override
    public List<Option> getOption() {
        return options;
    }

    public void setOption(Toption option) {
        options.add(option);
    }

    @Override
    public String getId() {
        return id;
    }

    public void setId(String id) {
        this.id = id;
    }

    @Override
    public String getName() {
        return name;
    }

    public void setName(String name) {
        this.name = name;
    }

    @Override
    public Scalar getType() {
        return Scalar.valueOf(type.name());
    }

    public void setType(Tscalar type) {
        this.type = type;
    }

    @Override
    public boolean isRequired() {
        return required;
    }

    public void setRequired(Boolean required) {
        this.required = required;
    }

    @Override
    public int getCardinality() {
        return cardinality;
    }

    public void setCardinality(Integer cardinality) {
        this.cardinality = cardinality;
    }

    @Override
    public @Nullable String getDefault() {
        return defaultValue;
    }

    public void setDefault(String defaultValue) {
        this.defaultValue = defaultValue;
    }

    @Override
    public @Nullable String getDescription() {
        return description;
    }

    public void setDescription(String description) {
        this.description = description;
    }

    @Override
    public @Nullable String getMin() {
        return min;
    }

    public void setMin(String min) {
        this.min = min;
    }

    @Override
    public @Nullable String getMax() {
        return max;
    }

    public void setMax(String max) {
        this.max = max;
    }
}
