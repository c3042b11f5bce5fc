package org.eclipse.kura.type;

/** Makes typed values. */
public final class TypedValues {

    private TypedValues() {}

    /** The typed value of a Boolean, byte[], Double, Integer, Long, Float or String. */
    public static TypedValue<?> newTypedValue(Object value) {
        DataType type =
                switch (value.getClass().getSimpleName()) {
                    case "Boolean" -> DataType.BOOLEAN;
                    case "byte[]" -> DataType.BYTE_ARRAY;
                    case "Double" -> DataType.DOUBLE;
                    case "Integer" -> DataType.INTEGER;
                    case "Long" -> DataType.LONG;
                    case "Float" -> DataType.FLOAT;
                    case "String" -> DataType.STRING;
                    default -> throw new IllegalArgumentException("no typed value holds a " + value.getClass());
                };
        return new Plain(type, value);
    }

    private record Plain(DataType type, Object value) implements TypedValue<Object> {

        @Override
        public DataType getType() {
            return type;
        }

        @Override
        public Object getValue() {
            return value;
        }

        @Override
        public int compareTo(TypedValue<Object> other) {
            return value.toString().compareTo(other.getValue().toString());
        }
    }
}
