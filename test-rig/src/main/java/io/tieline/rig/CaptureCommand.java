package io.tieline.rig;

import io.tieline.rig.capture.Capture;
import io.tieline.rig.capture.CaptureOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** `rig capture`. */
@Command(
        name = "capture",
        description =
                "Lets the control shave recorded loads in virtual time, and compares with perfect foresight and with"
                        + " fixed thresholds.",
        mixinStandardHelpOptions = true,
        exitCodeOnExecutionException = 2,
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:no peak was self-made, reserve and limits were kept",
            "1:one was, or they were not",
            "2:wrong use, or nothing to simulate"
        })
final class CaptureCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--traces",
            paramLabel = "DIR",
            required = true,
            description =
                    "Every .csv file of `minute-epoch,kW` lines in it; [y2016-]NAME.csv and y2017-NAME.csv are one site"
                            + " in two years.")
    private Path traces;

    @Option(
            names = "--power",
            paramLabel = "SHARE",
            defaultValue = "0.2",
            description = "Of the battery, as a share of the highest window; default: ${DEFAULT-VALUE}.")
    private double power;

    @Option(
            names = "--hours",
            paramLabel = "H",
            defaultValue = "1",
            description = "Energy of the battery over its power; default: ${DEFAULT-VALUE}.")
    private double hours;

    @Option(
            names = "--window",
            paramLabel = "MINUTES",
            defaultValue = "30",
            description = "Length of the demand window; default: ${DEFAULT-VALUE}.")
    private int window;

    @Option(
            names = "--reserve",
            paramLabel = "SHARE",
            defaultValue = "0.2",
            description = "Of the energy, kept for the backup; default: ${DEFAULT-VALUE}.")
    private double reserve;

    @Option(
            names = "--sigma",
            paramLabel = "SHARE",
            defaultValue = "0.06",
            description = "Assumed fluctuation inside the recorded intervals; default: ${DEFAULT-VALUE}.")
    private double sigma;

    @Option(names = "--seed", defaultValue = "2026", description = "Of that fluctuation; default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--zone",
            defaultValue = "UTC",
            description = "Time zone that decides when days and months end; default: ${DEFAULT-VALUE}.")
    private ZoneId zone;

    @Option(
            names = "--json",
            description = "Machine output instead of the RESULT line; the table goes to standard error.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        if (!Files.isDirectory(traces)) {
            throw new ParameterException(spec.commandLine(), "--traces: " + traces + " is no folder");
        }
        return Capture.run(traces, options(), json ? System.err : System.out, json, System.out) ? 0 : 1;
    }

    private CaptureOptions options() {
        try {
            return new CaptureOptions(power, hours, window, reserve, sigma, seed, zone);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }
}
