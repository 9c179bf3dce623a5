// Which pairs a folder holds: `<name>.crt` or `<name>.pem` beside `<name>.key`. It doesn't open them.
import { readdirSync } from 'node:fs';
import { join, parse } from 'node:path';
import { SettingError } from '../config.js';
import type { CertificateFiles } from './certificate-files.js';

/**
 * The pairs by name, in the order of their names; a certificate without its key, or a key without its certificate, is
 * one too, so that what is missing can be said. Throws SettingError when the folder cannot be read.
 */
export function pairsIn(folder: string): ReadonlyMap<string, CertificateFiles> {
  const files = new Set(list(folder));
  const names = new Set([...files].filter((file) => /\.(crt|pem|key)$/.test(file)).map((file) => parse(file).name));
  const pairs = new Map<string, CertificateFiles>();
  for (const name of [...names].sort()) {
    const cert = files.has(`${name}.crt`) || !files.has(`${name}.pem`) ? `${name}.crt` : `${name}.pem`;
    pairs.set(name, { cert: join(folder, cert), key: join(folder, `${name}.key`) });
  }
  return pairs;
}

function list(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    throw new SettingError('TLS_CERT_DIR', `${folder} cannot be read (${code}); correct the path or its permissions.`);
  }
}
