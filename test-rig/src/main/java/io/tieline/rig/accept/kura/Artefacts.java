package io.tieline.rig.accept.kura;

import java.util.Optional;

/**
 * What the build made for Kura.
 *
 * @param debian empty if this machine has no tool that opens it
 */
record Artefacts(DeploymentPackage deployment, Optional<DebianPackage> debian) {}
