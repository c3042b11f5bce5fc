package io.tieline.modbus;

import io.tieline.modbus.framing.Function;
import io.tieline.modbus.framing.Request;
import io.tieline.modbus.profile.ProfileSurvey;
import io.tieline.modbus.register.Chunk;
import io.tieline.modbus.sunspec.SunSpecDevice;
import io.tieline.modbus.sunspec.SunSpecLayout;
import io.tieline.modbus.sunspec.SunSpecWalk;
import io.tieline.modbus.transport.Link;
import io.tieline.modbus.transport.Links;
import io.tieline.modbus.transport.ModbusAddress;
import io.tieline.modbus.unit.Answer;
import io.tieline.modbus.unit.Refusal;
import io.tieline.modbus.unit.RegisterSession;
import io.tieline.modbus.unit.RemoteUnit;
import io.tieline.model.SiteClock;
import io.tieline.profile.ModbusPlan;
import io.tieline.profile.Profile;
import io.tieline.profile.ProfileLibrary;
import io.tieline.southbound.DeviceException;
import io.tieline.southbound.DeviceFault;
import io.tieline.southbound.DeviceSession;
import io.tieline.southbound.DeviceTarget;
import io.tieline.southbound.Proposal;
import io.tieline.southbound.Protocol;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Modbus over every transport there is: devices with a profile, and SunSpec devices without one.
 *
 * <ul>
 *   <li>{@code modbus://host:502/unit}: TCP
 *   <li>{@code modbus+tls://host:802/unit}, also {@code modbuss:}: Modbus/TCP Security, with the options {@code tls.ca},
 *       {@code tls.certificate}, {@code tls.key} (PEM or PKCS#12), {@code tls.password} and, where the certificate of
 *       the device is not for its host, {@code tls.name}
 *   <li>{@code modbus+rtu://host:port/unit}: serial frames within TCP, a plain serial gateway
 *   <li>{@code modbus+udp://host:502/unit}
 *   <li>{@code modbus+serial:///dev/ttyUSB0?unit=7&baud=19200&parity=even&stop=1}: a serial port of this machine
 * </ul>
 *
 * <p>Other options: {@code battery.sign = invert} for a battery that counts charging as positive where SunSpec leaves it open
 * (802, 803, 804); {@code sunspec.base} for a chain at an unusual address.
 */
public final class ModbusProtocol implements Protocol {

    /** From here on a profile is taken without asking. */
    private static final double SURE = 0.5;

    private static final String SIGN = "battery.sign";
    private static final String BASE = "sunspec.base";

    /** Its schemes, each with the options a device may have there. */
    public static final Map<String, Set<String>> OPTIONS = ModbusAddress.SCHEMES.stream()
            .collect(Collectors.toUnmodifiableMap(scheme -> scheme, scheme -> Stream.concat(
                            Stream.of(SIGN, BASE), ModbusAddress.options(scheme).stream())
                    .collect(Collectors.toUnmodifiableSet())));

    private final ProfileLibrary profiles;
    private final Links links;

    public ModbusProtocol(SiteClock clock, ProfileLibrary profiles) {
        this.profiles = profiles;
        this.links = new Links(clock);
    }

    @Override
    public Set<String> schemes() {
        return OPTIONS.keySet();
    }

    @Override
    public CompletionStage<DeviceSession> connect(DeviceTarget target) {
        ModbusAddress address;
        Profile named;
        List<Integer> bases;
        try {
            address = ModbusAddress.of(target.uri(), target.options());
            named = isDiscovered(target) ? null : profile(target);
            bases = bases(target.options());
        } catch (DeviceException e) {
            return CompletableFuture.failedStage(e);
        }
        Link link = links.acquire(address);
        RemoteUnit unit = new RemoteUnit(link, requestTarget(address, target));
        CompletableFuture<RegisterSession.Layout> layout = named == null
                ? discover(unit, bases, target)
                : ProfileSurvey.layout(unit, named, (ModbusPlan) named.plan(), 1)
                        .thenCompose(found -> probe(unit.bearing(found.settings()), found));
        Runnable release = () -> links.release(address);
        return layout.<DeviceSession>thenApply(found -> new RegisterSession(found, unit, release))
                .whenComplete((session, failure) -> {
                    if (failure != null) {
                        release.run();
                    }
                })
                .exceptionallyCompose(ModbusProtocol::unwrapped);
    }

    private static boolean isDiscovered(DeviceTarget target) {
        return target.profile().equals(DeviceTarget.AUTO) || target.profile().equals(Findings.SUNSPEC);
    }

    private static Request.Target requestTarget(ModbusAddress address, DeviceTarget target) {
        return new Request.Target(address.unit(), target.timeout().toNanos(), 0, 1, false);
    }

    private Profile profile(DeviceTarget target) throws DeviceException {
        Profile profile = profiles.find(target.profile())
                .orElseThrow(() -> unrecognised("there is no profile " + target.profile() + ": see 'profile list'"));
        if (profile.plan() instanceof ModbusPlan plan && !plan.isEmpty()) {
            return profile;
        }
        throw unrecognised("the profile " + profile.id() + " reads nothing over Modbus");
    }

    private static List<Integer> bases(Map<String, String> options) throws DeviceException {
        String base = options.get(BASE);
        try {
            return base == null ? SunSpecWalk.BASES : List.of(Integer.parseInt(base));
        } catch (NumberFormatException e) {
            throw unrecognised("the option " + BASE + " is '" + base + "', which is no register address");
        }
    }

    /** A profile that is named is believed; whether anybody is there must be seen all the same. */
    private static CompletableFuture<RegisterSession.Layout> probe(RemoteUnit unit, RegisterSession.Layout layout) {
        // Another unit behind the same connection may well be missing: its values are bad then, and the device goes on.
        Optional<Chunk> own = layout.chunks().values().stream()
                .flatMap(List::stream)
                .min(Comparator.comparing(chunk -> chunk.unit() != ModbusPlan.OWN_UNIT));
        if (own.isEmpty()) {
            return CompletableFuture.failedFuture(unrecognised(
                    "the device says that it has none of the blocks of its profile: check the unit and the profile"));
        }
        Chunk first = own.get();
        return unit.at(first.unit())
                .read(Function.reading(first.space()), first.first(), first.size())
                .thenCompose(answer -> {
                    Optional<DeviceFault> fault = Optional.empty();
                    if (answer instanceof Answer.Failed failed) {
                        fault = Optional.of(failed.fault());
                    } else if (answer instanceof Answer.Refused refused) {
                        fault = Refusal.fault(refused.code(), unit.target().unit());
                    }
                    return fault.<CompletableFuture<RegisterSession.Layout>>map(
                                    f -> CompletableFuture.failedFuture(new DeviceException(f)))
                            .orElseGet(() -> CompletableFuture.completedFuture(layout));
                });
    }

    private CompletableFuture<RegisterSession.Layout> discover(
            RemoteUnit unit, List<Integer> bases, DeviceTarget target) {
        if (target.profile().equals(Findings.SUNSPEC)) {
            return SunSpecWalk.of(unit).find(bases).thenCompose(device -> device.map(found -> layout(found, target))
                    .orElseGet(() -> CompletableFuture.failedFuture(
                            unrecognised("no SunSpec marker at any of the registers " + bases + ": name a profile"))));
        }
        return new DeviceInquiry(unit, bases, this::candidates).sufficient().thenCompose(findings -> findings.sunSpec()
                .map(found -> layout(found, target))
                .orElseGet(() -> best(unit, findings, candidates())));
    }

    private List<Profile> candidates() {
        return profiles.speaking(ModbusPlan.class);
    }

    private static CompletableFuture<RegisterSession.Layout> layout(SunSpecDevice device, DeviceTarget target) {
        boolean invert = "invert".equals(target.options().get(SIGN));
        RegisterSession.Layout layout = SunSpecLayout.of(device, invert);
        return layout.chunks().isEmpty()
                ? CompletableFuture.failedFuture(unrecognised("a SunSpec device, but none of its models is known"))
                : CompletableFuture.completedFuture(layout);
    }

    private CompletableFuture<RegisterSession.Layout> best(
            RemoteUnit unit, Findings findings, List<Profile> candidates) {
        List<Proposal> proposals = findings.proposals(candidates);
        return proposals.stream()
                .findFirst()
                .filter(proposal -> proposal.confidence() >= SURE)
                .flatMap(proposal -> profiles.find(proposal.profile())
                        .map(profile -> ProfileSurvey.layout(
                                unit, profile, (ModbusPlan) profile.plan(), proposal.confidence())))
                .orElseGet(() -> CompletableFuture.failedFuture(unrecognised(notSure(findings, proposals))));
    }

    private static String notSure(Findings findings, List<Proposal> proposals) {
        String likely = proposals.isEmpty()
                ? "no profile fits"
                : "likely are "
                        + proposals.stream()
                                .limit(3)
                                .map(proposal -> proposal.profile() + " (" + proposal.because() + ")")
                                .collect(Collectors.joining(", "));
        return "the device was not recognised: " + findings.summary() + "; " + likely
                + ": name its profile in the site description";
    }

    @Override
    public CompletionStage<List<Proposal>> propose(DeviceTarget target) {
        ModbusAddress address;
        List<Integer> bases;
        try {
            address = ModbusAddress.of(target.uri(), target.options());
            bases = bases(target.options());
        } catch (DeviceException e) {
            return CompletableFuture.failedStage(e);
        }
        RemoteUnit unit = new RemoteUnit(links.acquire(address), requestTarget(address, target));
        return new DeviceInquiry(unit, bases, this::candidates)
                .complete()
                .thenApply(findings -> findings.proposals(candidates()))
                .whenComplete((proposals, failure) -> links.release(address))
                .exceptionallyCompose(ModbusProtocol::unwrapped);
    }

    private static DeviceException unrecognised(String text) {
        return new DeviceException(new DeviceFault(DeviceFault.Kind.UNRECOGNISED, text));
    }

    /** Callers are promised a {@link DeviceException}, not what futures wrap round it. */
    private static <T> CompletionStage<T> unwrapped(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return CompletableFuture.failedStage(
                cause instanceof DeviceException
                        ? cause
                        : new DeviceException(
                                new DeviceFault(DeviceFault.Kind.PROTOCOL, "the device was not understood: " + cause)));
    }

    @Override
    public void close() {
        links.close();
    }
}
