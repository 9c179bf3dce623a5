import { describe, expect, it } from 'vitest';
import { meaningsOf } from './search-words.js';

describe('what is written into the search', () => {
  it('is an address or a network where it can be one', () => {
    expect(meaningsOf(' 203.0.113.7 ')).toEqual({ network: '203.0.113.7/32' });
    expect(meaningsOf('2001:db8::/32')).toEqual({ network: '2001:db8::/32' });
  });

  it('is a digest where it is 64 hexadecimal digits', () => {
    expect(meaningsOf('AB'.repeat(32))).toEqual({ sha256: 'ab'.repeat(32) });
  });

  it('may be a reference and a name at once', () => {
    expect(meaningsOf('Ref. 7k3qm')).toEqual({ name: '7k3qm', file: { name: '7k3qm' }, reference: '7K3QM' });
  });

  it('is a file by its name alone or by its path', () => {
    expect(meaningsOf('Shell.PHP').file).toEqual({ name: 'shell.php' });
    expect(meaningsOf('/uploads/Shell.php').file).toEqual({ name: 'shell.php', path: '/uploads/Shell.php' });
  });

  it('is a folder where it ends with a slash', () => {
    expect(meaningsOf('/uploads/').file).toEqual({ name: '', path: '/uploads/' });
  });
});
