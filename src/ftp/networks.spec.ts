import { expect, it } from 'vitest';
import { isInNetwork, neighbourhoodOf, overlap } from './networks.js';

it.each([
  ['203.0.113.77', '203.0.113.0/24'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:db8::1', '2001:db8:0:0::/64'],
  ['2001:db8:0:7::', '2001:db8:0:7::/64'],
  ['::1', '0:0:0:0::/64'],
])('%s lies in the neighbourhood %s', (address, network) => {
  expect(neighbourhoodOf(address)).toBe(network);
  expect(isInNetwork(address, network)).toBe(true);
});

it('neighbourhoods of neighbours are one, and others do not overlap', () => {
  expect(neighbourhoodOf('2001:db8::1')).toBe(neighbourhoodOf('2001:db8::ffff'));
  expect(overlap(neighbourhoodOf('2001:db8::1'), neighbourhoodOf('2001:db8:0:1::1'))).toBe(false);
  expect(overlap(neighbourhoodOf('10.0.0.1'), neighbourhoodOf('10.0.1.1'))).toBe(false);
});
