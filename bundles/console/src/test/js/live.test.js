import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as live from '../../main/resources/io/tieline/console/page/js/live.js';

const decision = (timeUtcMillis, sentence) => ({ timeUtcMillis, sentence, gridState: 'GRID_OK', claims: [] });

test('a change replaces its sections and leaves the others', () => {
  let state = live.heard(live.initial, 'picture', { timeUtcMillis: 1, sections: { a: 1, b: 2 } }, 10);
  state = live.heard(state, 'change', { timeUtcMillis: 2, sections: { b: 3 } }, 20);
  assert.deepEqual(state.sections, { a: 1, b: 3 });
  assert.equal(state.siteTime, 2);
});

test('a new picture forgets what was there before', () => {
  let state = live.heard(live.initial, 'picture', { timeUtcMillis: 1, sections: { 'device/x': 1 } }, 10);
  state = live.heard(state, 'picture', { timeUtcMillis: 2, sections: { a: 1 } }, 20);
  assert.deepEqual(state.sections, { a: 1 });
});

test('silence shows after ten seconds, and a beat ends it', () => {
  let state = live.heard(live.initial, 'picture', { timeUtcMillis: 1, sections: {} }, 0);
  assert.equal(live.silence(state, 9_999), null);
  assert.equal(live.silence(state, 12_000), 12_000);
  state = live.heard(state, 'beat', { timeUtcMillis: 5 }, 12_000);
  assert.equal(live.silence(state, 12_001), null);
  assert.equal(live.silence(live.initial, 99_999), null);
});

test('a decision that only repeats keeps the time it began', () => {
  let list = live.withDecision([], decision(1000, 'Discharging 200 kW: high load.'));
  list = live.withDecision(list, decision(2000, 'Discharging 210.5 kW: high load.'));
  assert.equal(list.length, 1);
  assert.equal(list[0].timeUtcMillis, 1000);
  assert.match(list[0].sentence, /210\.5/);
  list = live.withDecision(list, decision(3000, 'Charging 10 kW: room in the window.'));
  assert.deepEqual(list.map((one) => one.timeUtcMillis), [3000, 1000]);
});

test('history never hides what the feed brought meanwhile', () => {
  const state = { ...live.initial, decisions: [decision(50, 'new')] };
  const next = live.withHistory(state, [decision(40, 'old'), decision(30, 'older')]);
  assert.deepEqual(next.decisions.map((one) => one.sentence), ['new', 'old', 'older']);
});
