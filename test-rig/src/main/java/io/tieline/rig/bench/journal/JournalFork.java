package io.tieline.rig.bench.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The process of the journal under test: the rig's own flags are for a quick start, these for a gateway that records a lot. */
public final class JournalFork {

    static final List<String> FLAGS = List.of("-XX:+UseSerialGC", "-Xmx512m");

    private JournalFork() {}

    /**
     * Runs the bench in a process of its own, which prints where we print.
     *
     * @param what figures, crash or kills
     * @param script that starts the product
     * @return its exit code: 0 reached, 1 not, 2 it could not be run
     */
    public static int run(String what, boolean quick, Path work, long seed, Path script)
            throws IOException, InterruptedException {
        return new ProcessBuilder(command(JournalFork.class, what, quick, work, seed, script))
                .inheritIO()
                .start()
                .waitFor();
    }

    /** The command of a process with our class path. */
    static List<String> command(Class<?> main, Object... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(FLAGS);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        for (Object argument : arguments) {
            command.add(String.valueOf(argument));
        }
        return command;
    }

    /** @param args what, whether quick, folder to work in, seed, the script that starts the product */
    public static void main(String[] args) {
        boolean quick = Boolean.parseBoolean(args[1]);
        Path work = Path.of(args[2]);
        long seed = Long.parseLong(args[3]);
        try {
            boolean reached =
                    switch (args[0]) {
                        case "crash" -> CrashTrial.of(quick, work, seed).run(System.out);
                        case "kills" ->
                            GatewayKills.of(quick, Path.of(args[4]), work, seed).run(System.out);
                        default -> new JournalBench(quick, work, seed, System.out).run();
                    };
            System.exit(reached ? 0 : 1);
        } catch (Exception e) {
            e.printStackTrace();
            System.exit(2);
        }
    }
}
