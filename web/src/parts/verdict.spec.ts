import { describe, expect, it } from 'vitest';
import { verdicts } from '../i18n/en/verdicts.js';
import { verdictWords } from './verdict.js';

const facts = { reference: '7KQ2M', verb: 'PASV', address: '10.0.0.9', port: 30_012 };

describe('the sentences about a verdict', () => {
  it.each(Object.keys(verdicts))('say %s to the customer and to the admin, with nothing left open', (verdict) => {
    for (const role of ['customer', 'admin', 'support'] as const) {
      const { what, why = '', cure = '' } = verdictWords({ ...facts, verdict }, role);
      expect(what).not.toBe('');
      expect(`${what} ${why} ${cure}`).not.toMatch(/\{\{|undefined|error|invalid|success/i);
    }
  });

  it('tell the customer another thing to do than the admin', () => {
    const cure = (role: 'customer' | 'admin') => verdictWords({ ...facts, verdict: 'no-one-came' }, role).cure;
    expect(cure('customer')).toMatch(/your host/);
    expect(cure('admin')).toMatch(/passive range/);
  });

  it('name the port where there is one, and speak of any where there are many', () => {
    const what = (port?: number) => verdictWords({ verdict: 'no-one-came', port }, 'admin').what;
    expect(what(30_012)).toBe('The server waits at port 30012, and nobody comes.');
    expect(what()).toBe('The server waits at a port, and nobody comes.');
  });

  it.each(Object.keys(verdicts))('read as sentences for many %s at once', (verdict) => {
    expect(Object.values(verdictWords({ verdict }, 'admin')).join(' ')).not.toMatch(/ [,.]|  \S/);
  });

  it('name a verdict that they do not know', () => {
    expect(verdictWords({ verdict: 'of-a-later-release' }, 'customer').why).toMatch(/“of-a-later-release”/);
  });
});
