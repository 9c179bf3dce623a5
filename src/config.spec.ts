import { describe, expect, it } from 'vitest';
import { readConfig } from './config.js';

describe('readConfig', () => {
  it('needs nothing to be set', () => {
    const config = readConfig({});
    expect(config.http).toEqual({ host: '127.0.0.1', port: 8080 });
    expect(config.ftp).toEqual({ host: '127.0.0.1', port: 2121, tlsPort: undefined });
    expect(config.roles).toEqual(['panel', 'ftp']);
    expect(config.ftpWorkers).toBeGreaterThan(0);
    expect(config.uploadSync).toBe('none');
  });

  it('treats an empty value as not set', () => {
    expect(readConfig({ HTTP_PORT: '' }).http.port).toBe(8080);
  });

  it('reads the proxies to trust as networks, and trusts none unless told to', () => {
    expect(readConfig({}).trustedProxies).toEqual([]);
    expect(readConfig({ TRUSTED_PROXIES: '10.0.0.5, 10.1.2.3/24,2001:db8::1' }).trustedProxies).toEqual([
      '10.0.0.5/32',
      '10.1.2.0/24',
      '2001:db8::1/128',
    ]);
  });

  it.each([
    [{ HTTP_PORT: '70000' }, 'HTTP_PORT: write a port number from 1 to 65535.'],
    [{ FTP_PORT: 'ftp' }, 'FTP_PORT: write a port number from 1 to 65535.'],
    [
      { DATABASE_URL: 'mysql://x' },
      'DATABASE_URL: write a Postgres URL such as postgres://user:password@host:5432/database.',
    ],
    [
      { TRUSTED_PROXIES: '10.0.0.5, 0.0.0.0/0' },
      'TRUSTED_PROXIES: "0.0.0.0/0" is no network of proxies; write addresses or networks such as 10.0.0.5,10.1.0.0/24.',
    ],
    [{ ROLES: 'panel,web' }, 'ROLES: "web" is not a role; write panel, ftp or panel,ftp.'],
    [{ FTP_WORKERS: '0' }, 'FTP_WORKERS: write a whole number from 1 to 64.'],
    [{ PUBLIC_HOST: 'ftp://host/' }, 'PUBLIC_HOST: write a host name such as ftp.example.com, or an address.'],
    [{ SEED_DEMO: 'yes' }, 'SEED_DEMO: write true or false.'],
    [{ ADMIN_PASSWORD: 'short' }, 'ADMIN_PASSWORD: use at least 10 characters.'],
    [{ ADMIN_PASSWORD: 'ä'.repeat(40) }, 'ADMIN_PASSWORD: use at most 72 bytes, bcrypt ignores the rest.'],
    [{ TLS_CERT_FILE: '/a' }, 'TLS_KEY_FILE: set it together with TLS_CERT_FILE.'],
    [{ MIN_SYSTEM_UID: '0' }, 'MIN_SYSTEM_UID: write a whole number of at least 1; Portside never works as root.'],
    [{ UPLOAD_SYNC: 'yes' }, 'UPLOAD_SYNC: write none or file.'],
    [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL: write one of silent, fatal, error, warn, info, debug, trace.'],
  ])('refuses %o with one sentence', (env, sentence) => {
    expect(() => readConfig(env)).toThrow(sentence);
  });
});
