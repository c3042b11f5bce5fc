package org.eclipse.kura.type;

/** A value with its type. */
public interface TypedValue<T> extends Comparable<TypedValue<T>> {

    DataType getType();

    T getValue();
}
