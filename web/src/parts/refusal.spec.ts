import { describe, expect, it } from 'vitest';
import { refusals } from '../i18n/en/refused-logins.js';
import { refusalNow, refusalOnRecord } from './refusal.js';

const facts = {
  who: 'FileZilla at 203.0.113.7',
  address: '203.0.113.7',
  tried: 'designer',
  login: 'designer@shop.example',
  triedServer: 'web2',
  server: 'web1',
  changed: 'yesterday',
};

describe('the sentences about a refused login', () => {
  it.each(Object.keys(refusals))('say %s on record and at once, with nothing left open', (reason) => {
    const { what, cure } = refusalOnRecord(reason, facts);
    const now = refusalNow(reason);
    for (const said of [what, cure, now.why, now.cure]) expect(said).toMatch(/^[^{}]+\.$/);
    expect(what).toContain(facts.who);
  });

  it('name what was tried beside what is right', () => {
    expect(refusalOnRecord('near-miss', facts).what).toBe(
      'FileZilla at 203.0.113.7 tried “designer”; the full login is designer@shop.example.',
    );
    expect(refusalOnRecord('other-server', facts).what).toMatch(/on web2; it lives on web1/);
  });

  it('name a reason that they do not know', () => {
    expect(refusalOnRecord('of-later', facts).what).toMatch(/the server gives the reason “of-later”/);
    expect(refusalNow('of-later')).toEqual({
      why: 'the server gives the reason “of-later”.',
      cure: 'Tell your host this reason.',
    });
  });
});
