import { expect, it } from 'vitest';
import { certificateFor, tlsFindings } from './tls-findings.js';

const now = new Date('2027-01-31T12:00:00Z');
const good = {
  fingerprint: 'AB:CD',
  selfSigned: false,
  validFrom: '2027-01-01T00:00:00Z',
  validUntil: '2027-03-31T00:00:00Z',
  subject: 'CN=ftp.host.example',
  issuer: 'CN=An authority',
  hosts: ['ftp.host.example', '*.sites.example', '192.0.2.7'],
  file: '/etc/portside/fullchain.pem',
};
const facts = { name: 'web-01', host: 'ftp.host.example', tls: 'required-data', certificates: [good], now } as const;

it('has nothing to say of a certificate that stands for the host and is valid', () => {
  expect(tlsFindings(facts)).toEqual([]);
  expect(tlsFindings({ ...facts, host: '192.0.2.7' })).toEqual([]);
  expect(tlsFindings({ ...facts, host: 'Anna.Sites.example' })).toEqual([]);
});

it('looks where clients are led: to the first where they dial an address, to the uploaded one before an exact name', () => {
  const uploaded = { ...good, fingerprint: 'EF', hosts: ['*.host.example'], file: null };
  expect(certificateFor('192.0.2.7', [uploaded, good])).toBeUndefined();
  expect(certificateFor('192.0.2.7', [good, uploaded])).toBe(good);
  expect(certificateFor('ftp.host.example', [uploaded, good])).toBe(uploaded);
  expect(certificateFor('ftp.host.example', [{ ...uploaded, file: '/b.pem' }, good])).toBe(good);
  expect(tlsFindings({ ...facts, certificates: [{ ...uploaded, validUntil: '2027-01-02T00:00:00Z' }] })).toEqual([
    expect.stringMatching(/^The uploaded certificate has expired/),
  ]);
});

it('says that the host is on no certificate; a wildcard stands for one label only', () => {
  expect(tlsFindings({ ...facts, host: 'a.b.sites.example' })).toEqual([
    expect.stringContaining('No certificate stands for a.b.sites.example'),
  ]);
  expect(certificateFor('sites.example', [good])).toBeUndefined();
  expect(certificateFor('localhost', [{ ...good, hosts: ['*.localhost'] }])).toBeUndefined();
});

it('says what has expired, is not valid yet, or vouches for itself', () => {
  const saysOf = (certificate: object) => tlsFindings({ ...facts, certificates: [{ ...good, ...certificate }] });
  expect(saysOf({ validUntil: '2027-01-31T11:59:59Z' })).toEqual([expect.stringContaining('has expired')]);
  expect(saysOf({ validFrom: '2027-02-01T00:00:00Z' })).toEqual([expect.stringContaining('not valid yet')]);
  expect(saysOf({ selfSigned: true })).toEqual([expect.stringContaining('compare its fingerprint')]);
});

it('says what having none means, and nothing where TLS is off', () => {
  expect(tlsFindings({ ...facts, certificates: [] })).toEqual([expect.stringContaining('nobody can log in')]);
  expect(tlsFindings({ ...facts, certificates: [], tls: 'allowed' })).toEqual([
    expect.stringContaining('TLS cannot begin'),
  ]);
  expect(tlsFindings({ ...facts, certificates: [], tls: 'off' })).toEqual([]);
});
