package io.tieline.cli.demo;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A stretch of a run, in seconds from its start: {@code 20-40}. */
record Span(int from, int to) {

    static final class Converter implements ITypeConverter<Span> {
        @Override
        public Span convert(String text) {
            String[] ends = text.split("-", -1);
            try {
                Span span = new Span(Integer.parseInt(ends[0]), Integer.parseInt(ends[1]));
                if (ends.length == 2 && span.from >= 0 && span.to > span.from) {
                    return span;
                }
            } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
                // falls through to the one message below
            }
            throw new TypeConversionException("'" + text + "' is no stretch of seconds; write for instance 20-40");
        }
    }
}
