package io.tieline.cli;

import io.tieline.document.Problem;
import io.tieline.document.Problems;
import io.tieline.modbus.ModbusProtocol;
import io.tieline.model.AlarmBoard;
import io.tieline.model.Device;
import io.tieline.model.DeviceImage;
import io.tieline.model.DeviceKind;
import io.tieline.model.DeviceSnapshot;
import io.tieline.model.LiveImage;
import io.tieline.model.Point;
import io.tieline.model.PointKind;
import io.tieline.model.Quality;
import io.tieline.model.SiteClock;
import io.tieline.model.Unit;
import io.tieline.opcua.OpcUaProtocol;
import io.tieline.profile.ProfileLibrary;
import io.tieline.snmp.SnmpProtocol;
import io.tieline.southbound.DeviceFault;
import io.tieline.southbound.DeviceSession;
import io.tieline.southbound.DeviceTarget;
import io.tieline.southbound.Identity;
import io.tieline.southbound.PollGroup;
import io.tieline.southbound.Protocol;
import io.tieline.southbound.ReadListener;
import java.io.IOException;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.math.MathContext;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.logging.LogManager;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "scan",
        mixinStandardHelpOptions = true,
        description = "Identify one device and show every value it gives.")
final class ScanCommand implements Callable<Integer> {

    private static final int PATIENCE_SECONDS = 30;

    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "URI",
            description = "modbus://HOST:PORT/UNIT, snmp://HOST:PORT or opc.tcp://HOST:PORT/PATH")
    private URI uri;

    @Option(
            names = "--profile",
            paramLabel = "ID",
            defaultValue = DeviceTarget.AUTO,
            description = "Instead of recognising it.")
    private String profile;

    @Option(names = "--profiles", paramLabel = "DIR", description = "Profiles of your own, beside the built-in ones.")
    private @Nullable Path profiles;

    @Option(
            names = {"-o", "--option"},
            paramLabel = "NAME=VALUE",
            description = "Of the protocol, for instance community=public.")
    private Map<String, String> options = Map.of();

    @Override
    public Integer call() throws IOException, InterruptedException {
        // The protocol libraries would write their stack traces between our lines.
        LogManager.getLogManager().reset();
        Problems problems = new Problems();
        ProfileLibrary library = Libraries.with(Optional.ofNullable(profiles), problems);
        for (Problem problem : problems.sorted()) {
            spec.commandLine().getErr().println(problem);
        }
        Device device = new Device(0, "scanned", DeviceKind.SENSOR);
        DeviceTarget target =
                new DeviceTarget(device, uri, profile, Duration.ofSeconds(1), Duration.ofSeconds(2), options);
        try (Protocol protocol = protocol(library)) {
            DeviceSession session = await("the device", protocol.connect(target).toCompletableFuture());
            DeviceImage image = new LiveImage(List.of(device)).device(0);
            image.adopt(session.points());
            for (PollGroup group : session.groups()) {
                await("its values", read(session, group, image));
            }
            print(session, image);
            session.close();
            return problems.isEmpty() ? Exit.OK : Exit.PROBLEM;
        }
    }

    private Protocol protocol(ProfileLibrary library) throws IOException {
        SiteClock clock = SiteClock.system();
        Map<String, Function<Path, Protocol>> makers = Map.of(
                "modbus", keys -> new ModbusProtocol(clock, library),
                "snmp", keys -> new SnmpProtocol(library, clock),
                "opc.tcp", keys -> new OpcUaProtocol(library, keys, clock, new AlarmBoard(clock, event -> {})));
        Function<Path, Protocol> maker = makers.get(String.valueOf(uri.getScheme()));
        if (maker == null) {
            throw new CliException(uri + " has no known protocol; start it with modbus://, snmp:// or opc.tcp://");
        }
        Path keys = Files.createTempDirectory("tieline-scan");
        keys.toFile().deleteOnExit();
        return maker.apply(keys);
    }

    private static CompletableFuture<Boolean> read(DeviceSession session, PollGroup group, DeviceImage image) {
        CompletableFuture<Boolean> done = new CompletableFuture<>();
        session.read(group, image.target(), new ReadListener() {
            @Override
            public void completed() {
                done.complete(true);
            }

            @Override
            public void failed(DeviceFault fault) {
                done.completeExceptionally(new CliException(group.name() + ": " + fault.text()));
            }
        });
        return done;
    }

    private <T> T await(String what, CompletableFuture<T> future) throws InterruptedException {
        try {
            return future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            String why =
                    String.valueOf(Optional.ofNullable(e.getCause()).orElse(e).getMessage());
            throw new CliException(uri + ": " + why + withoutTrust(why));
        } catch (TimeoutException e) {
            throw new CliException(uri + ": " + what + " did not come within " + PATIENCE_SECONDS + " s");
        }
    }

    /** A scan is over before anybody could trust a certificate. */
    private static String withoutTrust(String why) {
        return why.contains("certificate")
                ? " A scan trusts no certificate; to look without encryption add: -o security=None"
                : "";
    }

    private void print(DeviceSession session, DeviceImage image) {
        PrintWriter out = spec.commandLine().getOut();
        Identity identity = session.identity();
        out.printf(
                Locale.ROOT,
                "%s %s, serial %s, firmware %s%nprofile %s, confidence %.0f %%%n",
                identity.manufacturer(),
                identity.model(),
                identity.serial().isEmpty() ? "not told" : identity.serial(),
                identity.firmware().isEmpty() ? "not told" : identity.firmware(),
                identity.profile(),
                identity.confidence() * 100);
        DeviceSnapshot snapshot = new DeviceSnapshot();
        image.read(snapshot);
        for (int i = 0; i < snapshot.points().size(); i++) {
            out.printf("  %-34s %s%n", snapshot.points().get(i).name(), shown(snapshot, i));
        }
        session.commands().stream().sorted().forEach(command -> out.println("  command " + command));
        out.flush();
    }

    private static String shown(DeviceSnapshot snapshot, int index) {
        Quality quality = snapshot.quality(index);
        Point point = snapshot.points().get(index);
        if (!quality.isUsable()) {
            return "– (" + quality.reason() + ")";
        }
        if (point.definition().kind() == PointKind.TEXT) {
            return String.valueOf(snapshot.text(index));
        }
        double value = snapshot.value(index);
        return switch (point.definition().kind()) {
            case STATE -> point.definition().stateName(value);
            case FLAG -> value == 0 ? "no" : "yes";
            default ->
                (new BigDecimal(value)
                                        .round(new MathContext(6))
                                        .stripTrailingZeros()
                                        .toPlainString()
                                + " "
                                + unit(point.definition().unit()))
                        .strip();
        };
    }

    private static String unit(Unit unit) {
        return unit == Unit.RATIO ? "" : unit.symbol();
    }
}
