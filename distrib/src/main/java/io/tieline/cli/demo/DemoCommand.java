package io.tieline.cli.demo;

import com.eclipsesource.json.JsonObject;
import io.tieline.cli.outcome.CliException;
import io.tieline.cli.outcome.Exit;
import io.tieline.cli.runtime.Home;
import java.io.Closeable;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = "A simulated site, an MQTT broker, the gateway and the operator page, with nothing to set up.")
public final class DemoCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(names = "--seconds", paramLabel = "N", description = "End after N seconds with a summary.")
    private @Nullable Integer seconds;

    @Option(names = "--json", description = "The summary as JSON on the last lines.")
    private boolean json;

    @Option(
            names = "--wan-out",
            paramLabel = "A-B",
            converter = Span.Converter.class,
            description = "Cut the broker off from second A to second B.")
    private @Nullable Span wanOut;

    @Option(
            names = "--grid-out",
            paramLabel = "A-B",
            converter = Span.Converter.class,
            description = "Take the grid away from second A to second B.")
    private @Nullable Span gridOut;

    @Option(
            names = "--speed",
            paramLabel = "X",
            defaultValue = "60",
            description = "Site seconds per second; default: ${DEFAULT-VALUE}.")
    private double speed;

    @Option(names = "--broker", paramLabel = "URI", description = "An MQTT broker of your own: tcp://host:1883.")
    private @Nullable String broker;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "8443",
            description = "Of the operator page, 0 for any; default: ${DEFAULT-VALUE}.")
    private int port;

    /** Set by Ctrl-C: whatever ends from then on ends because we end it. */
    private volatile boolean stopping;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (!(speed >= 1 && speed <= 3600)) {
            throw new ParameterException(spec.commandLine(), "--speed must be from 1 to 3600, not " + speed);
        }
        if (wanOut != null && broker != null) {
            throw new CliException("--wan-out cuts the demo's own broker; leave out --broker.");
        }
        // With --json the summary stands alone on standard output.
        PrintWriter out =
                json ? spec.commandLine().getErr() : spec.commandLine().getOut();
        Home home = Home.find();
        out.println("Starting the simulated site …");
        out.flush();
        try (Closeable claim = DemoFiles.claimed(home.demoWork())) {
            return story(out, home, DemoFiles.emptied(home.demoWork()));
        }
    }

    private int story(PrintWriter out, Home home, Path work) throws IOException, InterruptedException {
        try (SimulatedSite site = SimulatedSite.start(home, work, speed, broker);
                DemoGateway gateway = DemoGateway.start(home, work, site, port)) {
            Thread stop = new Thread(
                    () -> {
                        stopping = true;
                        gateway.close();
                        site.close();
                    },
                    "stop");
            Runtime.getRuntime().addShutdownHook(stop);
            gateway.awaitPage();
            greet(out, site, gateway);
            boolean complete = play(out, site, gateway);
            gateway.close();
            DemoSummary summary = DemoSummary.of(gateway.lastRun(), site.ask("summary"));
            unhook(stop);
            PrintWriter result = spec.commandLine().getOut();
            result.println(json ? summary.json() : summary.text());
            result.flush();
            return complete && summary.isGood() ? Exit.OK : Exit.PROBLEM;
        }
    }

    private static void greet(PrintWriter out, SimulatedSite site, DemoGateway gateway) {
        out.printf(
                "%n  site      8 cabinets, 1 meter, 2 UPS, 1 PDU, 1 switchboard; %s, time runs %.0f times as fast%n"
                        + "  broker    %s (Sparkplug B, group tieline)%n"
                        + "  page      %s   user operator   password %s%n"
                        + "  log       %s%n%nCtrl-C ends it.%n%n",
                site.startTime(), site.speed(), site.broker(), gateway.page(), gateway.password(), gateway.log());
        out.flush();
    }

    /** Runs the story of the demo second by second; false if the gateway ended before its time. */
    private boolean play(PrintWriter out, SimulatedSite site, DemoGateway gateway)
            throws IOException, InterruptedException {
        long start = System.nanoTime();
        String told = "";
        for (int second = 0; seconds == null || second < seconds; second++) {
            if (stopping) {
                // The shutdown hook is at work; there is nothing left to tell.
                Thread.currentThread().join();
            }
            perform(out, site, second);
            long until = start + TimeUnit.SECONDS.toNanos(second + 1L);
            TimeUnit.NANOSECONDS.sleep(Math.max(0, until - System.nanoTime()));
            if (!stopping && !(gateway.isAlive() && site.isAlive())) {
                spec.commandLine()
                        .getErr()
                        .println("The " + (site.isAlive() ? "gateway" : "simulated site") + " ended by itself; see "
                                + gateway.log());
                return false;
            }
            JsonObject decision = gateway.decision();
            String sentence = decision == null ? "" : decision.getString("sentence", "");
            if (second % 5 == 0 && !sentence.equals(told) && !json) {
                out.printf("%4d s  %s%n", second + 1, sentence);
                out.flush();
                told = sentence;
            }
        }
        return true;
    }

    private void perform(PrintWriter out, SimulatedSite site, int second) throws IOException {
        if (wanOut != null && second == wanOut.from()) {
            site.ask("cut");
            tell(out, second, "--- the WAN is cut");
        }
        if (wanOut != null && second == wanOut.to()) {
            site.ask("mend");
            tell(out, second, "--- the WAN is back");
        }
        if (gridOut != null && second == gridOut.from()) {
            site.ask("grid off");
            tell(out, second, "--- the grid is gone");
        }
        if (gridOut != null && second == gridOut.to()) {
            site.ask("grid on");
            tell(out, second, "--- the grid is back");
        }
    }

    private void tell(PrintWriter out, int second, String what) {
        if (!json) {
            out.printf("%4d s  %s%n", second, what);
            out.flush();
        }
    }

    private static void unhook(Thread stop) {
        try {
            Runtime.getRuntime().removeShutdownHook(stop);
        } catch (IllegalStateException e) {
            // the machine is going down already: the hook is doing its work
        }
    }
}
