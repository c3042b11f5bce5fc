package io.tieline.launcher.configuration;

import java.util.Arrays;
import java.util.Optional;

/** The attribute types of metatype, by the names its XML uses. */
enum FieldType {
    STRING("String", "a text") {
        @Override
        Object parse(String text) {
            return text;
        }
    },
    PASSWORD("Password", "a text") {
        @Override
        Object parse(String text) {
            return text;
        }
    },
    LONG("Long", "a whole number") {
        @Override
        Object parse(String text) {
            return Long.valueOf(text);
        }
    },
    INTEGER("Integer", "a whole number") {
        @Override
        Object parse(String text) {
            return Integer.valueOf(text);
        }
    },
    SHORT("Short", "a whole number") {
        @Override
        Object parse(String text) {
            return Short.valueOf(text);
        }
    },
    BYTE("Byte", "a whole number") {
        @Override
        Object parse(String text) {
            return Byte.valueOf(text);
        }
    },
    DOUBLE("Double", "a number") {
        @Override
        Object parse(String text) {
            return Double.valueOf(text);
        }
    },
    FLOAT("Float", "a number") {
        @Override
        Object parse(String text) {
            return Float.valueOf(text);
        }
    },
    CHAR("Char", "a single character") {
        @Override
        Object parse(String text) {
            if (text.length() != 1) {
                throw new IllegalArgumentException(text);
            }
            return text.charAt(0);
        }
    },
    BOOLEAN("Boolean", "true or false") {
        @Override
        Object parse(String text) {
            return switch (text) {
                case "true" -> Boolean.TRUE;
                case "false" -> Boolean.FALSE;
                default -> throw new IllegalArgumentException(text);
            };
        }
    };

    private final String xmlName;
    private final String noun;

    FieldType(String xmlName, String noun) {
        this.xmlName = xmlName;
        this.noun = noun;
    }

    /** What a value of this type is, in the words of a message. */
    String noun() {
        return noun;
    }

    boolean isNumber() {
        return noun.endsWith("number");
    }

    /**
     * The value of a text.
     *
     * @throws IllegalArgumentException if it is not one
     */
    abstract Object parse(String text);

    static Optional<FieldType> ofXmlName(String name) {
        return Arrays.stream(values()).filter(type -> type.xmlName.equals(name)).findFirst();
    }
}
