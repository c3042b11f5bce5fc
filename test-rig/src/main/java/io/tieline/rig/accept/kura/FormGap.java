package io.tieline.rig.accept.kura;

import io.tieline.rig.accept.update.ControlWatch;
import io.tieline.rig.accept.update.UpdateSite;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eclipse.kura.KuraException;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

/** How long the cabinets hear nothing when somebody changes a form of the control in the console. */
record FormGap(KuraDouble kura, ConfigurationDouble configuration, ControlWatch watch) {

    static final String FORM = "io.tieline.gateway.SiteLimits";
    static final String KEY = "import.limit";

    private static final double MOST_SECONDS = 2;
    /** What comes of it late is seen, too. */
    private static final double LOOK_SECONDS = 5;

    private static final String CONTROL = "io.tieline.gateway.control.ControlLoop";

    List<Verdict> play(PrintStream out)
            throws IOException, InvalidSyntaxException, KuraException, InterruptedException {
        return List.of(
                trial(
                        "form-gap",
                        "the control goes by a changed form, and the batteries are hardly left alone for it",
                        UpdateSite.LIMIT_W * 0.99,
                        true,
                        out),
                trial("form-back", "and by what it said before", UpdateSite.LIMIT_W, true, out),
                trial("form-equal", "the same values again cost nothing", UpdateSite.LIMIT_W, false, out));
    }

    private Verdict trial(String id, String says, double watts, boolean begunAnew, PrintStream out)
            throws IOException, InvalidSyntaxException, KuraException, InterruptedException {
        Object before = control();
        watch.begin();
        configuration.update(FORM, Map.of(KEY, watts));
        long changed = System.nanoTime();
        KuraDouble.eventually(2 * LOOK_SECONDS, () -> seconds(changed) > LOOK_SECONDS);
        double gap = watch.longestSeconds();
        out.printf(Locale.ROOT, "control gap of a form on Kura, %s: %.1f s%n", id, gap);
        List<String> faults = new ArrayList<>();
        if (gap > MOST_SECONDS) {
            faults.add(String.format(
                    Locale.ROOT, "the cabinets heard nothing for %.1f s, more than %.0f s", gap, MOST_SECONDS));
        }
        Object now = control();
        if (now.equals(before) == begunAnew || now.equals("none")) {
            faults.add("the control that ran was " + before + ", the one that runs is " + now);
        }
        return new Verdict(id, says, faults);
    }

    /** Which control runs: another one goes by another form. Its class is not the one on our class path. */
    private Object control() throws InvalidSyntaxException {
        ServiceReference<?>[] running = kura.context().getAllServiceReferences(CONTROL, null);
        return running == null ? "none" : running[0].getProperty(Constants.SERVICE_ID);
    }

    private static double seconds(long sinceNanos) {
        return (System.nanoTime() - sinceNanos) / 1e9;
    }
}
