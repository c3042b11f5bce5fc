package io.tieline.rig.physics;

/** What the devices at the grid connection see of a simulated site. */
public interface SiteView {

    boolean gridThere();

    /** 0 while the grid is away. */
    double hertz();

    /** + = import. */
    double gridW();

    double importWh();

    double exportWh();
}
