import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as format from '../../main/resources/io/tieline/console/page/js/format.js';

const plain = (text) => text.replaceAll('\u00a0', ' ');

test('watts become the prefix people read, and megawatts keep the kilowatts', () => {
  assert.equal(plain(format.power(0)), '0 W');
  assert.equal(plain(format.power(-0.2)), '0 W');
  assert.equal(plain(format.power(85.4)), '85 W');
  assert.equal(plain(format.power(1234)), '1.23 kW');
  assert.equal(plain(format.power(-41250)), '−41.3 kW');
  assert.equal(plain(format.power(999_700)), '1.000 MW');
  assert.equal(plain(format.power(1_447_200)), '1.447 MW');
});

test('a value that is not known is a dash, never a number', () => {
  for (const missing of [null, undefined, NaN, Infinity]) {
    assert.equal(format.power(missing), '–');
    assert.equal(format.percent(missing), '–');
    assert.equal(format.duration(missing), '–');
    assert.equal(format.minutes(missing), '–');
  }
  assert.equal(format.quantity(null, 'W'), '–');
});

test('minutes of reserve are never rounded up', () => {
  assert.equal(format.minutes(38.99), '38');
  assert.equal(format.minutes(9.99), '9.9');
  assert.equal(format.minutes(0), '0');
});

test('durations read in the two units that matter', () => {
  assert.equal(plain(format.duration(59.4)), '59 s');
  assert.equal(plain(format.duration(61)), '1 min 01 s');
  assert.equal(plain(format.duration(3661)), '1 h 01 min');
});

test('points show in their unit', () => {
  assert.equal(plain(format.quantity(230.25, 'V')), '230.25 V');
  assert.equal(plain(format.quantity(50, 'Hz')), '50 Hz');
  assert.equal(plain(format.quantity(100, '%')), '100 %');
  assert.equal(format.quantity(true, ''), 'yes');
  assert.equal(format.quantity('maint_bypass', ''), 'maint bypass');
  assert.equal(format.quantity('Smart-UPS_3000', ''), 'Smart-UPS_3000');
});

test('keys of status maps become labels, and their endings units', () => {
  assert.equal(format.label('pointsRead'), 'Points read');
  assert.equal(format.label('rawPeakW'), 'Raw peak');
  assert.equal(plain(format.statusValue('rawPeakW', 1_688_000)), '1.688 MW');
  assert.equal(format.label('firstDecisionMillis'), 'First decision');
  assert.equal(plain(format.statusValue('firstDecisionMillis', 2907)), '2.9 s');
  assert.equal(plain(format.statusValue('recorded', 1204233)), '1 204 233');
  assert.equal(plain(format.statusValue('bytes', 18_400_000)), '18.4 MB');
});
