package io.tieline.rig.scenario;

import io.tieline.control.lease.LeaseRequest;
import io.tieline.rig.physics.Plant;
import io.tieline.rig.virtual.Manner;
import java.util.List;

/** Where a scenario is played: a simulated plant, its devices, and a gateway that is told nothing of the story. */
public interface Stage extends AutoCloseable {

    /** What no state file can contain. */
    String DAMAGED_STATE = "grid.state=s\\u12:{{\nwindow.start=d:NaN\ntarget.watts=d:-3e\u0000\n";

    /** The truth, to be looked at and to be changed. */
    Plant plant();

    /** What the gateway says. */
    Words words();

    /** Nanoseconds of site time since the beginning. */
    long nanos();

    /** Lets a device answer in another way from now on. */
    void behave(String device, Manner manner);

    /** Gives a meter a wrong ratio or, with -1, a wrong direction. */
    void meterFactor(String meter, double factor);

    /** SIGKILL, or a lost power supply. */
    void killGateway();

    /** Starts it with what the one before left. */
    void startGateway();

    /** Sets the wall clock of the gateway. */
    void stepClock(long millis);

    /** Upstream asks for something, with a lease. */
    void ask(LeaseRequest request);

    /** The gateway hears of another one on the same site. */
    void announceGateway(String id, long epoch);

    /** An operator begins the commissioning test. */
    void startCommissioning();

    /** The gateway's own clock. */
    long gatewayUtcMillis();

    /** Cuts the line to everything upstream, or mends it. */
    void cutWan(boolean cut);

    /** Overwrites what the gateway remembers over a restart with nonsense. */
    void damageStateFile();

    /** From now on nothing can be written to the gateway's disk. */
    void fillDisk(boolean full);

    /** Power setpoints that reached a cabinet since a moment; with an empty id, all of them together. */
    long writes(String cabinet, long sinceNanos);

    /** How often a device was called since a moment while it did not answer; in computed time only. */
    long calls(String device, long sinceNanos);

    /** Samples that arrived upstream more than once. */
    long duplicatesUpstream();

    /** Samples that arrived upstream after the time, marked as such, since the line was last cut. */
    long historicalUpstream();

    /** Events of the record so far, as sentences. */
    List<String> events();

    @Override
    void close();

    /** What a gateway tells of itself. */
    interface Words {

        /** When it was asked for what it says; {@link Stage#nanos()} where it is asked at every moment anew. */
        long askedNanos();

        boolean isAlive();

        /** The state of the grid as it sees it, lower case. */
        String gridState();

        /** What the batteries do as a whole, lower case. */
        String mode();

        String sentence();

        /** The claim that determined the power, lower case. */
        String binding();

        /** What the last commissioning test found, in words; empty before the first has ended. */
        String commissioning();

        /** W, + = discharge. */
        double powerW();

        /** Whether an alarm stands: {@code source/type}, or the type alone for any source. */
        boolean alarm(String id);

        /** What an alarm that stands says; empty if it does not. */
        String alarmText(String id);

        /** How many alarms of a type stand, whatever their source. */
        long alarms(String type);

        /** Whether an update sent now would be installed. */
        boolean updateAllowed();

        /** Everything else of the decision by its path: {@code reserve.minutesAvailable}. */
        Object decision(String path);
    }
}
