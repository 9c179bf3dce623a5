import { expect, test } from 'vitest';
import { normalNetwork, whyNetworksRefused } from './networks.js';

test.each([
  ['203.0.113.7', '203.0.113.7/32'],
  ['203.0.113.7/24', '203.0.113.0/24'],
  ['10.255.255.255/9', '10.128.0.0/9'],
  ['0.0.0.0/0', '0.0.0.0/0'],
  ['2001:DB8::1', '2001:db8::1/128'],
  ['2001:db8:ffff::1/33', '2001:db8:8000::/33'],
  ['::ffff:203.0.113.7', '::ffff:cb00:7107/128'],
  ['::/0', '::/0'],
])('writes %s as %s', (written, network) => {
  expect(normalNetwork(written)).toBe(network);
});

test.each([
  '',
  '300.1.1.1',
  '10.0.0.0/33',
  '10.0.0.0/',
  '10.0.0.0/8/8',
  'fe80::1%eth0',
  '::/129',
  'shop.example',
  5,
  null,
])('finds no network in %j', (written) => {
  expect(normalNetwork(written)).toBeUndefined();
});

test('names the network that cannot be used', () => {
  expect(whyNetworksRefused(['10.0.0.0/8', 'home'])).toContain('"home"');
  expect(whyNetworksRefused(['10.0.0.0/8'])).toBeUndefined();
});
