package io.tieline.rig.bench.fork;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The parent's side of a JVM that answers {@link Orders}. One thread gives it orders. */
public final class Fork implements AutoCloseable {

    private static final long STOP_SECONDS = 5;
    private static final int TAIL = 2000;

    private final String name;
    private final Process process;
    private final PrintWriter orders;
    private final BufferedReader answers;
    private final Path errors;

    private Fork(String name, Process process, Path errors) {
        this.name = name;
        this.process = process;
        this.errors = errors;
        orders = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
        answers = process.inputReader(StandardCharsets.UTF_8);
    }

    /**
     * Starts a main class that calls {@link Orders#serve}; its first answer is the first {@link #answer()}.
     *
     * @param work takes what it writes to standard error
     * @param flags of the JVM
     * @param classPath as {@code java -cp} wants it
     */
    public static Fork start(
            String name, Path work, List<String> flags, String classPath, String mainClass, Object... arguments)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags);
        command.addAll(List.of("-cp", classPath, mainClass));
        for (Object argument : arguments) {
            command.add(String.valueOf(argument));
        }
        Path errors = work.resolve(name + ".log");
        Process process =
                new ProcessBuilder(command).redirectError(errors.toFile()).start();
        return new Fork(name, process, errors);
    }

    /** Gives an order without waiting for its answer. */
    public void order(Object... words) {
        List<String> line = new ArrayList<>();
        for (Object word : words) {
            line.add(String.valueOf(word));
        }
        orders.println(String.join(" ", line));
    }

    /**
     * Waits for the next answer.
     *
     * @throws IOException if the fork has ended or could not do as it was told
     */
    public Reply answer() throws IOException {
        for (String line = answers.readLine(); line != null; line = answers.readLine()) {
            if (line.startsWith(Orders.FAILURE)) {
                throw new IOException(name + ": " + line.substring(Orders.FAILURE.length()) + tail());
            }
            if (line.startsWith(Orders.ANSWER)) {
                return Reply.parse(line.substring(Orders.ANSWER.length()));
            }
        }
        throw new IOException(name + " ended by itself" + tail());
    }

    /** Gives an order and waits for its answer. */
    public Reply ask(Object... words) throws IOException {
        order(words);
        return answer();
    }

    private String tail() throws IOException {
        String all = Files.readString(errors).strip();
        return all.isEmpty() ? "" : "\n" + all.substring(Math.max(0, all.length() - TAIL));
    }

    /** Its standard input ends, which is the order to go; one that does not is killed. */
    @Override
    public void close() {
        orders.close();
        process.destroy();
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
