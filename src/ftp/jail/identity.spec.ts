import { afterEach, describe, expect, it } from 'vitest';
import { checkIdentity, configureIdentity } from './identity.js';

const other = 54_321;

describe('the smallest system uid', () => {
  afterEach(() => configureIdentity({ minSystemUid: 1000 }));

  it('is never root, whatever is configured', () => {
    expect(() => configureIdentity({ minSystemUid: 0 })).toThrow(RangeError);
    expect(() => configureIdentity({ minSystemUid: Number.NaN })).toThrow(RangeError);
    configureIdentity({ minSystemUid: 1 });
    expect(() => checkIdentity({ uid: 0, gid: other, umask: 0 })).toThrow('never runs under the system id 0');
  });

  it('is 1000 until configured', () => {
    expect(() => checkIdentity({ uid: 999, gid: other, umask: 0 })).toThrow('the smallest allowed is 1000');
    expect(() => checkIdentity({ uid: other, gid: 999, umask: 0 })).toThrow('the smallest allowed is 1000');
    expect(() => checkIdentity({ uid: 1000, gid: 1000, umask: 0 })).not.toThrow();
  });

  it('can be raised', () => {
    configureIdentity({ minSystemUid: 60_000 });
    expect(() => checkIdentity({ uid: other, gid: 60_000, umask: 0 })).toThrow('the smallest allowed is 60000');
  });
});
