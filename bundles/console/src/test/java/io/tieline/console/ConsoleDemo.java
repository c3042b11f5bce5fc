package io.tieline.console;

import io.tieline.model.SiteClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Serves the page with a lively made-up site, for people who work on the page: {@code admin} / {@code demo}. */
final class ConsoleDemo {

    private ConsoleDemo() {}

    public static void main(String[] arguments) throws Exception {
        int port = arguments.length > 0 ? Integer.parseInt(arguments[0]) : ConsoleSettings.DEFAULT_PORT;
        SiteClock clock = SiteClock.accelerated(SiteClock.system(), System.currentTimeMillis(), 60);
        FakeSite site = new FakeSite(clock);
        site.step();
        site.raiseExamples();
        Path directory = Files.createTempDirectory("tieline-console");
        Console console = Console.start(
                new ConsoleSettings(
                        ConsoleSettings.LOOPBACK,
                        port,
                        directory,
                        List.of(new ConsoleUser("admin", PasswordHash.of("demo").encoded(), Role.OPERATOR)),
                        Optional.empty()),
                site,
                OperatorActions.NONE,
                () -> "# TYPE tieline_up gauge\ntieline_up 1\n",
                event -> {},
                clock);
        System.out.println(console.uri());
        Executors.newSingleThreadScheduledExecutor().scheduleAtFixedRate(site::step, 200, 200, TimeUnit.MILLISECONDS);
    }
}
