import { describe, expect, it } from 'vitest';
import { refusals } from '../i18n/en/refused-logins.js';
import { cureOfRefusal, refusalOnRecord, whyRefused } from './refusal.js';

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
    const { what, cure } = refusalOnRecord(reason, facts, 'customer');
    for (const said of [what, cure, whyRefused(reason), cureOfRefusal(reason, 'customer')]) {
      expect(said).toMatch(/^[^{}]+\.$/);
    }
    expect(what).toContain(facts.who);
  });

  it.each(Object.keys(refusals))('tell nobody of the staff to ask their host about %s', (reason) => {
    expect(refusalOnRecord(reason, facts, 'support').cure).not.toMatch(/your host/);
    expect(cureOfRefusal(reason, 'admin')).not.toMatch(/your host/);
  });

  it('name what was tried beside what is right', () => {
    expect(refusalOnRecord('near-miss', facts, 'customer').what).toBe(
      'FileZilla at 203.0.113.7 tried “designer”; the full login is designer@shop.example.',
    );
    expect(refusalOnRecord('other-server', facts, 'customer').what).toMatch(/on web2; it lives on web1/);
  });

  it('name a reason that they do not know', () => {
    expect(refusalOnRecord('of-later', facts, 'customer').what).toMatch(/the server gives the reason “of-later”/);
    expect(whyRefused('of-later')).toBe('the server gives the reason “of-later”.');
    expect(cureOfRefusal('of-later', 'customer')).toBe('Tell your host this reason.');
  });
});
