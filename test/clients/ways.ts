// Which client goes which way in CI, as data: every client once per kind of TLS it knows, and every pair of options at
// least once wherever that pair is possible at all (pairs.test.ts counts). `npm run test:clients:full` goes all ways.
import { families, modes, securities, type FtpProgram, type Way } from './program.js';

type Row = readonly [program: string, security: Way['security'], mode: Way['mode'], family: Way['family']];

// prettier-ignore
const rows: readonly Row[] = [
  ['curl',            'plain',        'active',  'IPv6'],
  ['curl',            'explicit TLS', 'passive', 'IPv4'],
  ['curl',            'implicit TLS', 'passive', 'IPv6'],
  ['lftp',            'plain',        'passive', 'IPv6'],
  ['lftp',            'explicit TLS', 'active',  'IPv4'],
  ['lftp',            'implicit TLS', 'passive', 'IPv6'],
  ['ncftp',           'plain',        'passive', 'IPv4'],
  ['ncftp',           'plain',        'active',  'IPv4'],
  ['tnftp',           'plain',        'passive', 'IPv6'],
  ['tnftp',           'plain',        'active',  'IPv4'],
  ['wget',            'plain',        'active',  'IPv4'],
  ['wget',            'explicit TLS', 'passive', 'IPv6'],
  ['wget',            'implicit TLS', 'passive', 'IPv4'],
  ["Python's ftplib", 'plain',        'passive', 'IPv4'],
  ["Python's ftplib", 'explicit TLS', 'active',  'IPv6'],
  ["Python's ftplib", 'implicit TLS', 'active',  'IPv4'],
  ["Perl's Net::FTP", 'plain',        'active',  'IPv6'],
  ["Perl's Net::FTP", 'explicit TLS', 'passive', 'IPv6'],
  ["Perl's Net::FTP", 'implicit TLS', 'passive', 'IPv4'],
  ["PHP's ftp",       'plain',        'active',  'IPv4'],
  ["PHP's ftp",       'explicit TLS', 'passive', 'IPv6'],
  ['rclone',          'plain',        'passive', 'IPv4'],
  ['rclone',          'explicit TLS', 'passive', 'IPv6'],
  ['rclone',          'implicit TLS', 'passive', 'IPv4'],
  ['aria2',           'plain',        'passive', 'IPv4'],
  ['aria2',           'plain',        'active',  'IPv6'],
  ['busybox',         'plain',        'passive', 'IPv4'],
  ['busybox',         'plain',        'passive', 'IPv6'],
  ['basic-ftp',       'plain',        'passive', 'IPv4'],
  ['basic-ftp',       'explicit TLS', 'passive', 'IPv4'],
  ['basic-ftp',       'implicit TLS', 'passive', 'IPv6'],
];

/** Every way there is. */
export const allWays: readonly Way[] = securities.flatMap((security) =>
  modes.flatMap((mode) => families.map((family) => ({ security, mode, family }))),
);

/** Every way that this client can go on any server. */
export const possibleWays = (program: FtpProgram): Way[] => allWays.filter((way) => program.refuses(way) === undefined);

/** The ways that this client goes in CI. */
export const waysInCi = ({ name }: FtpProgram): Way[] =>
  rows.flatMap(([program, security, mode, family]) => (program === name ? [{ security, mode, family }] : []));
