import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rows, scaleOf } from '../../main/resources/io/tieline/console/page/js/batteries.js';
import { range } from '../../main/resources/io/tieline/console/page/js/decisions.js';
import { axis, outlook, path } from '../../main/resources/io/tieline/console/page/js/demand.js';
import { headline, qualityWords } from '../../main/resources/io/tieline/console/page/js/devices.js';
import { layout } from '../../main/resources/io/tieline/console/page/js/diagram.js';
import { direction, flow, gridMeter } from '../../main/resources/io/tieline/console/page/js/flow.js';
import { alarmsWaiting, alarmWords, gridWords, wanWords } from '../../main/resources/io/tieline/console/page/js/header.js';

const device = (id, kind, values) => ({ id, kind, comm: 'online', why: '', values, poor: {} });
const site = [
  device('feeder', 'meter', { 'meter.power': 1 }),
  device('grid', 'meter', { 'meter.power': 1000 }),
  device('cab-1', 'battery', { 'pcs.power': 300, 'battery.soc': 50, 'pcs.nominal.power': 500 }),
  device('cab-2', 'battery', { 'pcs.power': null }),
  device('ups-a', 'ups', { 'ups.output.power': 400 }),
  device('ups-b', 'ups', { 'ups.output.power': 200 }),
];

test('load is import plus discharge', () => {
  const all = flow(site);
  assert.equal(all.grid, 1000);
  assert.equal(all.battery, 300);
  assert.equal(all.load, 1300);
  assert.equal(all.groups.find((group) => group.kind === 'ups').power, 600);
});

test('without a grid meter the load is unknown, not zero', () => {
  assert.equal(gridMeter([]), null);
  assert.equal(flow([site[2]]).load, null);
});

test('direction follows the sign and rests on noise', () => {
  assert.equal(direction(5000, 0), 1);
  assert.equal(direction(-5000, 0), -1);
  assert.equal(direction(20, 0), 0);
  assert.equal(direction(150, 100_000), 0);
  assert.equal(direction(null, 0), 0);
});

test('groups of the diagram never overlap, wide or narrow', () => {
  for (const narrow of [false, true]) {
    const { groups, width, height } = layout(flow(site), narrow);
    groups.forEach((one, index) => {
      assert.ok(one.x >= 0 && one.x + one.width <= width && one.y + one.height <= height, JSON.stringify(one));
      groups.slice(index + 1).forEach((other) =>
        assert.ok(one.x + one.width <= other.x || one.y + one.height <= other.y, `${one.type} over ${other.type}`));
    });
  }
});

test('a cabinet shows what it was told beside what it does', () => {
  const [first, second] = rows(site, [{ device: 'cab-1', powerW: 310, state: 'confirmed' }]);
  assert.equal(first.setpointW, 310);
  assert.equal(first.powerW, 300);
  assert.equal(first.command, 'confirmed');
  assert.equal(second.powerW, null);
  assert.equal(scaleOf([first, second]), 500);
});

test('a cabinet that is released shows no setpoint, not the last one in its register', () => {
  const cabinet = device('cab-3', 'battery', { 'pcs.power': 0, 'pcs.power.setpoint': 5000 });
  const [released] = rows([cabinet], [{ device: 'cab-3', powerW: null, state: 'gateway spare is in charge' }]);
  assert.equal(released.setpointW, null);
  assert.equal(released.command, 'gateway spare is in charge');
  assert.equal(rows([cabinet], [])[0].setpointW, 5000);
});

test('the outlook says whether the window ends under its target', () => {
  assert.equal(outlook({ projectedW: 1_500_000, targetW: 1_450_000 }).tone, 'bad');
  assert.equal(outlook({ projectedW: 1_400_000, targetW: 1_450_000 }).tone, 'good');
  assert.equal(outlook({ projectedW: null, targetW: 1_450_000 }).tone, 'idle');
});

test('an axis holds its values, also when all are equal or none is known', () => {
  for (const values of [[1, 2, 3], [1_450_000, 1_450_000], [0], [-5, 5], [null, 7]]) {
    const { min, max, ticks } = axis(values);
    values.filter((value) => value !== null).forEach((value) => assert.ok(min <= value && value <= max));
    assert.ok(ticks.length >= 2 && ticks.length < 12, String(ticks));
  }
  assert.deepEqual(axis([null]).ticks, [0, 1]);
});

test('a curve with a gap starts again after it', () => {
  assert.equal(path([[0, 1], [1, null], [2, 3]]), 'M0.0 1.0M2.0 3.0');
});

test('open ends of a claim are said to be open', () => {
  assert.equal(range({ minW: null, maxW: null }), 'anything');
  assert.match(range({ minW: null, maxW: 1000 }), /^≤/);
});

test('quality is told in words with its reason', () => {
  assert.equal(qualityWords({ quality: 'good', reason: '' }), 'good');
  assert.equal(qualityWords({ quality: 'bad', reason: 'no connection' }), 'bad: no connection');
});

test('an unknown grid word is shown, not hidden', () => {
  assert.equal(gridWords('GRID_OK').tone, 'good');
  assert.deepEqual(gridWords('SOMETHING_NEW'), { word: 'SOMETHING_NEW', tone: 'warn' });
  assert.equal(wanWords({ state: 'disconnected', backlog: 1200 }).detail.replaceAll('\u00a0', ' '), '1 200 samples kept for later');
  assert.equal(alarmWords([]), 'None');
});

test('alarms nobody has acknowledged are counted', () => {
  const seen = { acknowledged: { by: 'mori', timeUtcMillis: 0 } };
  assert.equal(alarmsWaiting([{ acknowledged: null }, seen, { acknowledged: null }]), '2 not acknowledged');
  assert.equal(alarmsWaiting([seen]), '');
});

test('a device without numbers has a dash for a headline', () => {
  assert.equal(headline(device('x', 'sensor', {})), '–');
});
