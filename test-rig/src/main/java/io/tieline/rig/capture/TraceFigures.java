package io.tieline.rig.capture;

/**
 * What one recording gave. Captures are shares of the reduction perfect foresight makes.
 *
 * @param highestW highest window without battery
 * @param possible what perfect foresight takes off the monthly peaks, as a share of them
 * @param month capture of the monthly peaks by the control
 * @param year capture of the peak of the whole recording by the same run
 * @param oracle capture by the window law that is told the right target each month
 * @param naiveMonth monthly capture by thresholds as a planner would enter them
 * @param naiveYear capture of the whole recording's peak by the same
 * @param tunedMonth by the monthly best pair in hindsight
 * @param tunedYear capture of the whole recording's peak by the yearly best pair in hindsight
 * @param bill saved money over what perfect foresight saves, demand charge less losses
 * @param cycles equivalent full cycles a year
 * @param selfMade months with a higher peak than without battery
 * @param reserveMinutes minutes below the backup reserve
 * @param limitMinutes minutes above the site's limit the load alone kept
 * @param seconds one year of the control took
 */
record TraceFigures(
        String name,
        double highestW,
        double possible,
        double month,
        double year,
        double oracle,
        double naiveMonth,
        double naiveYear,
        double tunedMonth,
        double tunedYear,
        double bill,
        double cycles,
        int selfMade,
        long reserveMinutes,
        long limitMinutes,
        double seconds) {}
