import { describe, expect, it } from 'vitest';
import { Admission, networkOf } from './admission.js';

function crowd(limits: { maxUnauthenticated: number; maxUnauthenticatedPerAddress: number }) {
  const admission = new Admission(limits);
  const gone: string[] = [];
  const come = (name: string, address: string) => {
    const client = { address, giveWay: () => void gone.push(name) };
    admission.enter(client);
    return client;
  };
  return { admission, gone, come };
}

describe('room for clients that are not logged in', () => {
  it('is made within an address by whoever has waited longest', () => {
    const { gone, come, admission } = crowd({ maxUnauthenticated: 10, maxUnauthenticatedPerAddress: 2 });
    for (const name of ['first', 'second', 'third']) come(name, '192.0.2.1');
    come('stranger', '192.0.2.2');
    expect(gone).toEqual(['first']);
    expect(admission.count).toBe(3);
  });

  it('is made in all by the fullest network', () => {
    const { gone, come } = crowd({ maxUnauthenticated: 3, maxUnauthenticatedPerAddress: 3 });
    come('calm', '192.0.2.1');
    come('flood 1', '192.0.2.2');
    come('flood 2', '192.0.2.2');
    come('newcomer', '192.0.2.3');
    expect(gone).toEqual(['flood 1']);
  });

  it('comes back once, when a client logs in or goes', () => {
    const { come, admission } = crowd({ maxUnauthenticated: 3, maxUnauthenticatedPerAddress: 3 });
    const client = come('one', '192.0.2.1');
    admission.leave(client);
    admission.leave(client);
    expect(admission.count).toBe(0);
  });
});

it.each([
  ['192.0.2.1', '192.0.2.1'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
  ['2001:db8::1', '2001:db8:0:0'],
  ['::1', '0:0:0:0'],
])('counts %s as %s', (address, network) => {
  expect(networkOf(address)).toBe(network);
});
