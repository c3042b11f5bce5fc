package org.eclipse.kura.configuration;

/** Marks a service as configurable; Kura finds it only if it is also registered under this name. */
public interface ConfigurableComponent {}
