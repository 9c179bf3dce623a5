import { describe, expect, it } from 'vitest';
import { checkActiveTarget } from './active-target.js';

const peer = { address: '198.51.100.7', port: 40_000 };
const wordsFor = (address: string, port = 4000) => checkActiveTarget({ address, port }, peer)?.lines.join(' ');

describe('where a client may ask us to dial', () => {
  it('allows its own address, however it is spelt', () => {
    expect(wordsFor('198.51.100.7')).toBeUndefined();
    expect(wordsFor('::ffff:198.51.100.7')).toBeUndefined();
    const six = { address: '2001:db8::1', port: 40_000 };
    expect(checkActiveTarget({ address: '2001:0db8:0:0:0:0:0:1', port: 65_535 }, six)).toBeUndefined();
  });

  it('allows loopback and private addresses to a client that is there', () => {
    for (const address of ['127.0.0.1', '::1', '10.0.0.5', 'fe80::1%eth0']) {
      expect(checkActiveTarget({ address, port: 4000 }, { address, port: 40_000 })).toBeUndefined();
    }
  });

  it.each([0, 1, 20, 22, 1023, 65_536])('refuses port %i with 501', (port) => {
    expect(checkActiveTarget({ address: peer.address, port }, peer)?.code).toBe(501);
  });

  it.each([
    ['203.0.113.9', 'dials 198.51.100.7 only'],
    ['192.168.1.20', 'NAT'],
    ['172.31.0.1', 'passive mode'],
    ['10.1.2.3', 'private address'],
    ['100.64.0.1', 'private address'],
    ['127.0.0.1', 'loopback'],
    ['::1', 'loopback'],
    ['::ffff:127.0.0.1', 'loopback'],
    ['224.0.0.1', 'no address of one machine'],
    ['ff02::1', 'no address of one machine'],
    ['255.255.255.255', 'no address of one machine'],
    ['0.0.0.0', 'in place of its address'],
    ['fd00::1', 'private address'],
    ['2001:db8::1', 'dials 198.51.100.7 only'],
  ])('refuses %s with words that say why', (address, words) => {
    expect(checkActiveTarget({ address, port: 4000 }, peer)?.code).toBe(501);
    expect(wordsFor(address)).toContain(words);
  });
});
