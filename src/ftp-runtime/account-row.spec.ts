import { describe, expect, it } from 'vitest';
import { rootPath, type VirtualPath } from '../ftp/index.js';
import { networksAllow, reachesElsewhere, toAccount, whyBarred, type AccountRow } from './account-row.js';

const row: AccountRow = {
  id: '6f1b0c1e-0000-4000-8000-000000000001',
  customerId: '6f1b0c1e-0000-4000-8000-000000000002',
  login: 'deploy@example.com',
  passwordHash: '$2b$04$x',
  passwordChangedAt: new Date(0),
  enabled: true,
  suspended: false,
  expiresAt: null,
  allowedNetworks: [],
  permissions: ['list', 'download'],
  hiddenNames: [],
  refusedNames: [],
  uploadMode: 'staged',
  onlyOwnFiles: false,
  bandwidthDownBytes: null,
  bandwidthUpBytes: null,
  customerBandwidthDownBytes: null,
  customerBandwidthUpBytes: null,
  maxSessions: null,
  serverId: '6f1b0c1e-0000-4000-8000-000000000003',
  serverHost: 'ftp.example.com',
  serverPort: 21,
  path: '/srv/example.com',
  folder: '/',
  uid: 2001,
  gid: 2002,
  umask: 0o22,
  planId: '6f1b0c1e-0000-4000-8000-000000000004',
  planName: 'Basic',
  planVerbs: {},
  verbs: {},
  clearText: false,
  keptPasswordHash: null,
};
const client = { address: '203.0.113.7', at: new Date('2026-11-22T12:00:00Z') };

describe('networksAllow', () => {
  it.each([
    [[], '203.0.113.7', true],
    [['203.0.113.0/24'], '203.0.113.7', true],
    [['203.0.113.0/24'], '203.0.114.7', false],
    [['203.0.113.7/32'], '203.0.113.7', true],
    [['203.0.113.0/24'], '2001:db8::7', false],
    [['2001:db8::/32'], '2001:db8::7', true],
    [['2001:db8::/32'], '203.0.113.7', false],
    [['10.0.0.0/8', '2001:db8::/32'], '10.200.0.1', true],
    [['0.0.0.0/0'], '203.0.113.7', true],
    [['fe80::/10'], 'fe80::1%eth0', true],
  ])('%j and %s: %s', (networks, address, allowed) => {
    expect(networksAllow(networks, address)).toBe(allowed);
  });
});

describe('whyBarred', () => {
  it('lets an enabled account in', () => {
    expect(whyBarred(row, client)).toBeUndefined();
  });

  it.each([
    ['disabled', { enabled: false }],
    ['suspended', { suspended: true }],
    ['expired', { expiresAt: client.at }],
    ['network-not-allowed', { allowedNetworks: ['198.51.100.0/24'] }],
  ] as const)('says %s', (reason, change) => {
    expect(whyBarred({ ...row, ...change }, client)).toBe(reason);
  });

  it('lets an account in until the moment it expires', () => {
    expect(whyBarred({ ...row, expiresAt: new Date(client.at.getTime() + 1) }, client)).toBeUndefined();
  });
});

describe('toAccount', () => {
  it('turns the escaped folder into bytes', () => {
    expect(toAccount({ ...row, folder: '/ä\\xff\\\\' }).home.folder).toBe('/\xc3\xa4\xff\\');
  });

  it('never lets a folder climb out of the web root', () => {
    expect(toAccount({ ...row, folder: '/../../etc' }).home.folder).toBe('/etc');
  });

  it('knows no limit where the row has none', () => {
    expect(toAccount(row)).toMatchObject({ maxSessions: undefined });
    expect(toAccount({ ...row, maxSessions: 2 })).toMatchObject({ maxSessions: 2 });
  });

  it('makes rules of the patterns', () => {
    const { names } = toAccount({ ...row, hiddenNames: ['.git'], refusedNames: ['*.php'] });
    expect([names.hides(rootPath), names.hides('/.git' as VirtualPath)]).toEqual([false, true]);
    expect(names.refuses('/a.php' as VirtualPath)).toBe('*.php');
  });
});

describe('reachesElsewhere', () => {
  it.each([
    { path: '/srv/other' },
    { folder: '/blog' },
    { uid: 2003 },
    { umask: 0o27 },
    { permissions: ['list'] },
    { hiddenNames: ['.git'] },
    { refusedNames: ['*.php'] },
    { uploadMode: 'direct' },
    { onlyOwnFiles: true },
    { serverId: '6f1b0c1e-0000-4000-8000-000000000009' },
  ] as const)('sees %j', (change) => {
    expect(reachesElsewhere(row, { ...row, ...change })).toBe(true);
  });

  it.each([{ maxSessions: 1 }, { bandwidthUpBytes: 9 }, { permissions: ['download', 'list'] }] as const)(
    'does not mind %j',
    (change) => {
      expect(reachesElsewhere(row, { ...row, ...change })).toBe(false);
    },
  );
});
