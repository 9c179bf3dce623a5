import { expect, it } from 'vitest';
import { RequestCounts } from './request-counts.js';

const limit = { name: 'three', requests: 3, windowSeconds: 60 };

it('lets as many through as the limit says, and says how many are left', () => {
  const counts = new RequestCounts();
  const left = [0, 1, 2, 3].map(() => counts.take('anna', limit, 1000));
  expect(left.map(({ remaining }) => remaining)).toEqual([2, 1, 0, 0]);
  expect(left.map(({ exceeded }) => exceeded)).toEqual([false, false, false, true]);
});

it('counts each key for itself', () => {
  const counts = new RequestCounts();
  for (let request = 0; request < 4; request += 1) counts.take('anna', limit, 1000);
  expect(counts.take('ben', limit, 1000)).toEqual({ remaining: 2, resetSeconds: 60, exceeded: false });
});

it('begins anew when the window has ended, and says when that is', () => {
  const counts = new RequestCounts();
  for (let request = 0; request < 4; request += 1) counts.take('anna', limit, 1000);
  expect(counts.take('anna', limit, 60_999)).toMatchObject({ exceeded: true, resetSeconds: 1 });
  expect(counts.take('anna', limit, 61_000)).toMatchObject({ exceeded: false, remaining: 2, resetSeconds: 60 });
});

it('looks without counting', () => {
  const counts = new RequestCounts();
  expect(counts.look('anna', limit, 1000)).toMatchObject({ remaining: 3, exceeded: false });
  for (let request = 0; request < 3; request += 1) counts.take('anna', limit, 1000);
  expect(counts.look('anna', limit, 1000)).toMatchObject({ remaining: 0, exceeded: true });
  expect(counts.look('anna', limit, 61_000)).toMatchObject({ remaining: 3, exceeded: false });
});
