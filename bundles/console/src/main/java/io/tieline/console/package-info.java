/**
 * REST, server-sent events and the operator page, over HTTPS behind a log-in. {@link io.tieline.console.Console#start}
 * serves what a {@link io.tieline.console.ConsoleData} tells.
 *
 * <h2>REST</h2>
 *
 * <p>JSON in UTF-8 under {@code /api/v1/}, SI base units, signs as in the model, times in milliseconds of UTC with names
 * ending in {@code UtcMillis}. A number that is not known is null. Names are stable: fields are added, never renamed.
 * Scripts send {@code Authorization: Basic}; the page uses a session cookie and, for every POST, the header {@code
 * X-CSRF-Token} with the token from {@code session}. Every error is {@code {status, message, remedy}}.
 *
 * <ul>
 *   <li>{@code POST login} with {@code {user, password}}, {@code POST logout}, {@code GET session}: {@code {user, role,
 *       csrf}}
 *   <li>{@code GET site}: {@code {name, timeUtcMillis, devices, alarms, gridState}}
 *   <li>{@code GET devices}: {@code [{id, kind, identity, address, comm, why, sinceUtcMillis}]}; {@code comm} is online,
 *       degraded or offline
 *   <li>{@code GET devices/<id>}: the same with {@code points: [{name, value, unit, quality, reason, timeUtcMillis}]};
 *       {@code value} is a number, a boolean, a text (also states) or null; {@code quality} is good, uncertain or bad
 *   <li>{@code GET decision}, {@code GET decisions?limit=}: {@code {timeUtcMillis, gridState, sentence, batteryPowerW,
 *       setpoints: [{device, powerW, state}], window: {startUtcMillis, endUtcMillis, elapsedS, meanSoFarW, targetW,
 *       projectedW, allowW, rawMeanSoFarW, estimatedS}, reserve: {minutesAvailable, minutesRequired, requiredWh,
 *       availableWh, capacityWh, socFloorPercent, criticalLoadW, powerW}, claims: [{name, minW, maxW, preferredW, reason, bound}]}}; window and reserve may be null
 *   <li>{@code GET events?limit=}: {@code [{timeUtcMillis, kind, severity, source, sentence, detail}]}, newest first
 *   <li>{@code GET alarms}: {@code [{id, source, type, severity, raisedUtcMillis, text, acknowledged: {by, timeUtcMillis}}]}, worst
 *       first, {@code acknowledged} null while nobody has; {@code POST alarms} with {@code {action, id}}, acknowledge, by an
 *       operator
 *   <li>{@code GET status}: {@code {journal, uplink, summary}}, maps as the gateway fills them
 *   <li>{@code GET commissioning}: {@code {passed: [cabinet], running, operator, cabinet, powerW, pairs, waiting, results:
 *       [{cabinet, passed, meterRatio, slowestSeconds, finding}], last: {operator, endedUtcMillis, passed, aborted,
 *       results}}}; {@code POST commissioning} with {@code {action}}, start or abort, by an operator; {@code GET
 *       commissioning/page.json} and {@code page.html}: the signed page of the last test
 *   <li>{@code GET operation}: {@code {otherGateway, lockout, closedAreas: [{area, report}], carrier, generators, shed: [outlet],
 *       shedW, leases: [{id, what, priority, expiresUtcMillis}]}}, otherGateway: who is in charge in place of this one, or
 *       empty; lockout: the automatic waits for an operator, after a lockout or for a grid meter that does not come back; {@code
 *       POST operation} with {@code {action}}, acknowledge (it may go on), alone (the other gateway is gone) or open (with
 *       {@code area}), by an operator
 *   <li>{@code GET /metrics}: Prometheus text
 * </ul>
 *
 * <h2>Live feed</h2>
 *
 * <p>{@code GET live} answers server-sent events, at most two a second: {@code picture} once with every section, then
 * {@code change} with the sections that changed, or {@code beat} every four seconds if none did. The data is {@code
 * {timeUtcMillis, sections}}. Sections: {@code site}, {@code decision}, {@code windows} ({@code {curve: [[elapsedS, meanW,
 * rawMeanW]], closed: [{endUtcMillis, meanW, rawMeanW, targetW}]}}), {@code alarms}, {@code events} (without decisions),
 * {@code status}, {@code order} (device ids) and {@code device/<id>}: the device with {@code points} (how many), {@code
 * values} (its headline points, rounded to what a screen shows) and {@code poor} (reasons of those that are not good).
 * At most 16 clients; one that takes nothing for ten seconds is dropped.
 */
@NullMarked
package io.tieline.console;

import org.jspecify.annotations.NullMarked;
