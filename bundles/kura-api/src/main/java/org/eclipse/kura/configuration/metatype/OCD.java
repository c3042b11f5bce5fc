package org.eclipse.kura.configuration.metatype;

import java.util.List;

/** The form of a component. */
public interface OCD {

    List<AD> getAD();
}
