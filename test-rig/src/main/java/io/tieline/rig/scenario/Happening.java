package io.tieline.rig.scenario;

import java.util.function.Consumer;

/**
 * Something that happens.
 *
 * @param text as written
 */
record Happening(long nanos, String text, Consumer<Stage> effect) {}
