import { describe, expect, test } from 'vitest';
import { explain } from '../ftp/mode-rules.js';
import { presets, type TlsRule, type VerbRules, type VerbWishes } from '../ftp/policy.js';
import { type CardFacts, connectionCard, connectionChoices } from './connection-card.js';

interface Layers {
  readonly verbs?: VerbRules;
  readonly account?: VerbWishes;
  readonly tls?: TlsRule;
}

function rulesOf({ verbs = presets['active-and-passive'], account = {}, tls = 'allowed' }: Layers = {}) {
  const server = { verbs, exceptionsAllowed: [], networkRules: [], tls };
  return explain(server, { plan: { name: 'Basic', verbs: {} }, verbs: account, clearText: false }, '203.0.113.9');
}

const facts: CardFacts = {
  host: 'ftp.example.com',
  port: 21,
  tlsPort: null,
  login: 'web@anna.example',
  folder: '/',
  maxSessions: null,
  rules: rulesOf(),
  onlyActiveWorks: false,
  certificateFingerprint: 'AB:CD',
  certificateSelfSigned: false,
  certificateNames: ['ftp.example.com'],
  serverName: 'web-01',
};

describe('the host', () => {
  const host = (change: Partial<CardFacts>) => connectionCard({ ...facts, ...change }).host;

  test('is what the admin wrote where a certificate covers it, by name or by wildcard', () => {
    expect(host({})).toBe('ftp.example.com');
    expect(host({ certificateNames: ['*.example.com', 'web-01.example.net'] })).toBe('ftp.example.com');
  });

  test('is the first full name on the certificate where none covers what the admin wrote', () => {
    expect(host({ host: 'files.example.org', certificateNames: ['*.example.com', 'web-01.example.com'] })).toBe(
      'web-01.example.com',
    );
    expect(host({ host: '203.0.113.7', certificateNames: ['web-01.example.com'] })).toBe('web-01.example.com');
  });

  test('stays where no authority vouches, or where the certificate names nobody', () => {
    expect(host({ host: 'files.example.org', certificateSelfSigned: true })).toBe('files.example.org');
    expect(host({ host: 'files.example.org', certificateNames: ['*.example.com'] })).toBe('files.example.org');
    expect(host({ host: 'files.example.org', certificateSelfSigned: null, certificateNames: [] })).toBe(
      'files.example.org',
    );
  });
});

describe('the mode', () => {
  const mode = (change: Partial<CardFacts>) => connectionCard({ ...facts, ...change }).mode;

  test('is passive where both are allowed', () => {
    expect(mode({})).toMatchObject({ recommended: 'passive' });
  });

  test('is active where records show that only active gets through', () => {
    expect(mode({ onlyActiveWorks: true })).toMatchObject({
      recommended: 'active',
      sentence:
        'Choose active mode; from your network, passive mode was tried in the last 30 days and did not get through.',
    });
  });

  test('is what is allowed, whatever the records show, and says who forbade the other', () => {
    const passiveOnly = rulesOf({ verbs: presets['passive-only'] });
    expect(mode({ rules: passiveOnly, onlyActiveWorks: true })).toEqual({
      allowed: ['EPSV', 'PASV'],
      recommended: 'passive',
      sentence: 'Choose passive mode. Active mode is switched off on this server; use passive mode (EPSV or PASV).',
    });
    const forAccount = rulesOf({ account: { PASV: 'deny', EPSV: 'deny' } });
    expect(mode({ rules: forAccount }).sentence).toBe(
      'Choose active mode. Passive mode is switched off for this account; use active mode (EPRT or PORT).',
    );
  });
});

describe('encryption', () => {
  test('is chosen wherever the server can, and where it must', () => {
    const encrypts = (change: Partial<CardFacts>) => connectionChoices({ ...facts, ...change }).encrypts;
    expect(encrypts({})).toBe(true);
    expect(encrypts({ certificateFingerprint: null })).toBe(false);
    expect(encrypts({ certificateFingerprint: null, rules: rulesOf({ tls: 'required-login' }) })).toBe(true);
    expect(encrypts({ rules: rulesOf({ tls: 'off' }) })).toBe(false);
  });

  test('shows a fingerprint only where no authority vouches', () => {
    expect(connectionCard(facts).certificateFingerprint).toBeNull();
    expect(connectionCard({ ...facts, certificateSelfSigned: true }).certificateFingerprint).toBe('AB:CD');
  });
});
