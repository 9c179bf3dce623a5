import { describe, expect, test } from 'vitest';
import { addressing, type InterfaceAddress } from './addressing.js';

const inside: InterfaceAddress = { interface: 'eth0', family: 'ipv4', address: '10.0.0.5' };
const outside: InterfaceAddress = { interface: 'eth1', family: 'ipv4', address: '45.33.32.156' };
const six: InterfaceAddress = { interface: 'eth0', family: 'ipv6', address: '2600:3c01::f03c:91ff:fe18:bb2f' };
const told = (written?: string, address: string | null = null) => ({
  written,
  found: [{ family: 'ipv4' as const, host: 'ftp.example.com', address, resolvedAt: null, failure: null }],
});

describe('where the machine has a public address', () => {
  test('nothing has to be filled in', () => {
    expect(addressing([inside, outside], told())).toEqual({
      situation: 'direct',
      fine: true,
      sentence:
        'The machine itself has the public address 45.33.32.156 (eth1), so no NAT is in between. ' +
        'Clients are told the address that they dialled, which is right.',
    });
  });

  test('its own address and a name may be told, and another address is worth a look', () => {
    expect(addressing([outside], told('45.33.32.156')).fine).toBe(true);
    expect(addressing([outside], told('ftp.example.com')).fine).toBe(true);
    expect(addressing([outside], told('ftp.example.com', '45.33.32.157'))).toMatchObject({ fine: false });
    expect(addressing([outside], told('45.33.32.157')).sentence).toContain('none of its own');
  });
});

describe('where the machine has private addresses only', () => {
  test('it is behind NAT, and the public address has to be written', () => {
    const { situation, fine, sentence } = addressing([inside, six], told());
    expect({ situation, fine }).toEqual({ situation: 'behind-nat', fine: false });
    expect(sentence).toContain('Clients would be told 10.0.0.5, which nobody outside can dial');
  });

  test('a private address helps nobody', () => {
    expect(addressing([inside], told('192.168.1.1')).sentence).toContain('which is a private address');
    expect(addressing([inside], told('ftp.example.com', '192.168.1.1')).fine).toBe(false);
  });

  test('a public one does, and the router is told of', () => {
    const { fine, sentence } = addressing([inside], told('45.33.32.156'));
    expect(fine).toBe(true);
    expect(sentence).toContain('must forward the FTP port and all passive ports to 10.0.0.5');
  });
});

test('nothing is claimed where no process is up, and IPv6 alone needs no address', () => {
  expect(addressing(undefined, told()).situation).toBe('unknown');
  expect(addressing([], told()).sentence).toContain('only its own programs reach it');
  expect(addressing([six], told())).toMatchObject({ situation: 'direct', fine: true });
});
