import { expect, test } from 'vitest';
import { boundLabels } from './bound-labels.ts';
import { metrics, registry, renderMetrics } from './metrics.ts';

test('no more shops are named than the bound allows, and the busiest take over with time', () => {
  let time = 0;
  const dropped: string[] = [];
  const label = boundLabels(
    2,
    (value) => dropped.push(value),
    () => time,
  );
  expect([label('a'), label('b'), label('c'), label(null)]).toEqual(['a', 'b', 'other', 'none']);
  for (let i = 0; i < 10; i++) label('c');
  label('b');
  time += 10 * 60_000;
  expect([label('c'), label('b'), label('a')]).toEqual(['c', 'b', 'other']);
  expect(dropped).toEqual(['a']);
});

test('a thousand shops make no thousand series', () => {
  const label = boundLabels(20, () => undefined);
  const values = new Set(Array.from({ length: 1_000 }, (_, i) => label(`shop-${i}`)));
  expect(values.size).toBe(21);
});

test('everything that is measured is told in the text format, under our name', async () => {
  metrics.outsideCalls.inc({ service: 'test-service', outcome: 'ok' });
  expect(await renderMetrics()).toContain('bottega_outside_calls_total{service="test-service",outcome="ok"} 1');
  const names = registry.getMetricsAsArray().map(({ name }) => name);
  expect(names.filter((name) => name.startsWith('bottega_')).length).toBe(Object.keys(metrics).length);
});
