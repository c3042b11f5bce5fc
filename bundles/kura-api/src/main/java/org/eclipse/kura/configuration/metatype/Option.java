package org.eclipse.kura.configuration.metatype;

/** One choice of an attribute. */
public interface Option {

    String getLabel();

    String getValue();
}
