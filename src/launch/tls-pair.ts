// The certificate and key that the FTP role presents: the given pair where its user can read it, a copy where not, or a
// self-signed pair made once and kept.
import { X509Certificate } from 'node:crypto';
import { chownSync, existsSync, readFileSync, statSync } from 'node:fs';
import { isIP } from 'node:net';
import { hostname } from 'node:os';
import { join } from 'node:path';
import selfsigned from 'selfsigned';
import { type Config, SettingError } from '../config.js';
import { ensureFolder, type Owner, writePrivateFile } from './folders.js';
import { canReach } from './system-users.js';

/** The files the FTP role reads. */
export interface TlsPair {
  readonly cert: string;
  readonly key: string;
}

const dayMs = 86_400_000;
const validDays = 825;
const renewDays = 30;

/** The pair at `folder` (0700, for the FTP user) or the given one, which was checked. */
export async function tlsPair(config: Config, folder: string, owner: Owner | undefined): Promise<TlsPair> {
  ensureFolder(folder, 0o700, owner);
  if (config.tlsFiles !== undefined) return givenPair(config.tlsFiles, folder, owner);
  const pair = { cert: join(folder, 'self-signed.crt'), key: join(folder, 'self-signed.key') };
  const names = namesOf(config);
  if (!stillGood(pair, names)) {
    const made = await selfsigned.generate([{ name: 'commonName', value: names[0] ?? 'portside' }], {
      notAfterDate: new Date(Date.now() + validDays * dayMs),
      keySize: 2048,
      algorithm: 'sha256',
      extensions: [{ name: 'subjectAltName', altNames: names.map(altName) }],
    });
    writePrivateFile(pair.key, made.private, owner);
    writePrivateFile(pair.cert, made.cert, owner);
  } else if (owner !== undefined) {
    for (const path of [pair.key, pair.cert]) chownSync(path, owner.uid, owner.gid);
  }
  return pair;
}

/** Copies a given pair that the FTP user cannot read (certbot's files are root's); true when it was renewed since. */
export function refreshCopy(given: TlsPair, copy: TlsPair, owner: Owner | undefined): boolean {
  const newest = (path: string) => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  if (newest(given.cert) <= newest(copy.cert) && newest(given.key) <= newest(copy.key)) return false;
  writePrivateFile(copy.key, readFileSync(given.key, 'utf8'), owner);
  writePrivateFile(copy.cert, readFileSync(given.cert, 'utf8'), owner);
  return true;
}

function givenPair(given: TlsPair, folder: string, owner: Owner | undefined): TlsPair {
  if (owner === undefined || canReach(owner, [given.cert, given.key])) return given;
  const copy = { cert: join(folder, 'given.crt'), key: join(folder, 'given.key') };
  refreshCopy(given, copy, owner);
  return copy;
}

/** Throws SettingError when the given files cannot be read or hold something else. */
export function checkPair({ cert, key }: TlsPair): void {
  readPem('TLS_CERT_FILE', cert, 'CERTIFICATE');
  readPem('TLS_KEY_FILE', key, 'PRIVATE KEY');
}

function readPem(setting: string, path: string, kind: string): void {
  let content: string;
  try {
    content = readFileSync(path, 'utf8');
  } catch (error) {
    const { code = 'unknown error' } = error as NodeJS.ErrnoException;
    throw new SettingError(setting, `${path} cannot be read (${code}); correct the path or its permissions.`);
  }
  if (content.includes(`${kind}-----`)) return;
  throw new SettingError(setting, `${path} holds no PEM ${kind.toLowerCase()}; name the right file.`);
}

/** Every name a customer on this machine or elsewhere may connect to. */
function namesOf({ publicHost, ftp }: Config): string[] {
  const wildcard = ['0.0.0.0', '::'].includes(ftp.host);
  const names = [publicHost, wildcard ? undefined : ftp.host, hostname(), 'localhost', '127.0.0.1', '::1'];
  return [...new Set(names.filter((name) => name !== undefined))];
}

function altName(name: string): { type: 7; ip: string } | { type: 2; value: string } {
  return isIP(name) === 0 ? { type: 2, value: name } : { type: 7, ip: name };
}

function stillGood(pair: TlsPair, names: readonly string[]): boolean {
  if (!existsSync(pair.cert) || !existsSync(pair.key)) return false;
  const certificate = new X509Certificate(readFileSync(pair.cert));
  if (new Date(certificate.validTo).getTime() < Date.now() + renewDays * dayMs) return false;
  const [first = ''] = names;
  return (isIP(first) === 0 ? certificate.checkHost(first) : certificate.checkIP(first)) !== undefined;
}
