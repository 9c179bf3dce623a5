import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { cryptRounds, isCrypt, verifyCrypt } from './crypt.js';

/** Written by crypt(3) of glibc. */
const written: readonly (readonly [string, string])[] = [
  ['password', '$1$xxxxxxxx$UYCIxa628.9qXjpQCjM4a.'],
  ['Hello world!', '$5$saltstring$5B8vYYiY.CVt1RlTTf8KbXBH3hsxY/GNooZaBBGWEc5'],
  [
    'Hello world!',
    '$6$saltstring$svn8UoSVapNtMuq1ukKS4tPQd8iKwSMHWjl/O817G3uBnIFNjnQJuesI68u4OTLiBFdcbYEdFCoEOfaS35inz1',
  ],
  ['Hello world!', '$5$rounds=10000$saltstringsaltst$3xv.VbSHBb41AL9AvLeujZkZRBAwqFMz2.opqey6IcA'],
];

const lengths = [1, 7, 8, 15, 16, 17, 31, 32, 33, 63, 64, 65, 72];
const openssl = spawnSync('openssl', ['version']).status === 0;

function opensslCrypt(kind: string, password: string): string {
  const options = { input: `${password}\n`, encoding: 'utf8' as const };
  return spawnSync('openssl', ['passwd', `-${kind}`, '-salt', 'sAlt/1.x', '-stdin'], options).stdout.trim();
}

test.runIf(openssl).each(['1', '5', '6'])(
  'agrees with openssl about $%s$ at every length',
  async (kind) => {
    for (const length of lengths) {
      const password = 'Pässw0rd-'.repeat(10).slice(0, length);
      const stored = opensslCrypt(kind, password);
      expect(await verifyCrypt(password, stored), `${length} characters, ${stored}`).toBe(true);
      expect(await verifyCrypt(`${password}x`, stored)).toBe(false);
      expect(await verifyCrypt(password.slice(1), stored)).toBe(false);
    }
  },
  20_000,
);

test.each(written)('verifies %s of %s', async (password, stored) => {
  expect(await verifyCrypt(password, stored)).toBe(true);
  expect(await verifyCrypt(password.toUpperCase(), stored)).toBe(false);
});

test('lets the process do other things meanwhile', async () => {
  let turns = 0;
  const count = setInterval(() => (turns += 1), 0);
  await verifyCrypt('x', `$6$salt$${'.'.repeat(86)}`);
  clearInterval(count);
  expect(turns).toBeGreaterThan(2);
});

test.each([
  '',
  'plain',
  '$1$$UYCIxa628.9qXjpQCjM4a.',
  '$1$toolongsalt$UYCIxa628.9qXjpQCjM4a.',
  '$6$salt$tooshort',
  '$y$j9T$salt$hash',
  '$2y$10$abc',
  'rOmyGD1cjWXpI',
])('does not know %j', async (stored) => {
  expect(isCrypt(stored)).toBe(false);
  expect(await verifyCrypt('', stored)).toBe(false);
});

test('reads the rounds that are asked for', () => {
  expect(cryptRounds(`$6$rounds=12345$salt$${'.'.repeat(86)}`)).toBe(12_345);
  expect(cryptRounds(`$6$salt$${'.'.repeat(86)}`)).toBe(5000);
  expect(cryptRounds(`$1$salt$${'.'.repeat(22)}`)).toBe(1000);
});
