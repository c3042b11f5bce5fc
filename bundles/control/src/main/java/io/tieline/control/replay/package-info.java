/**
 * The same decisions again: {@link io.tieline.control.replay.TapeWriter} turns what a decision was made from into a few
 * bytes, {@link io.tieline.control.replay.TapeReader} turns them back to the bit, {@link
 * io.tieline.control.replay.Replay} decides again and compares, and {@link io.tieline.control.replay.WhatIf} decides with
 * other settings.
 */
@NullMarked
package io.tieline.control.replay;

import org.jspecify.annotations.NullMarked;
