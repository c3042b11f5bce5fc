package io.tieline.model;

/**
 * That a person has taken notice of an alarm. It changes nothing about what stands.
 *
 * @param by the person
 * @param utcMillis site time
 */
public record Acknowledgement(String by, long utcMillis) {}
