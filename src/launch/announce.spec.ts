import { describe, expect, it } from 'vitest';
import { readConfig } from '../config.js';
import { announcement, madeInVain } from './announce.js';

const admin = { email: 'admin@portside.example', password: 'made-now-and-once' };
const demo = {
  panel: { email: 'demo@portside.example', password: 'demo-panel-password' },
  ftp: { login: 'demo@demo.example', password: 'demo-ftp-password' },
};

describe('the closing lines of a start', () => {
  it('hold every password that was made, and a curl line for this machine', () => {
    const lines = announcement(readConfig({ FTP_HOST: '::' }), { admin, demo }).join('\n');
    for (const password of [admin.password, demo.panel.password, demo.ftp.password]) expect(lines).toContain(password);
    expect(lines).toContain("curl --ssl-reqd -k -u 'demo@demo.example:demo-ftp-password' ftp://[::1]:2121/");
  });

  it('hold no password that was given', () => {
    const given = { admin: { email: admin.email, password: undefined }, demo: undefined };
    const lines = announcement(readConfig({ ADMIN_PASSWORD: 'given-by-the-admin' }), given).join('\n');
    expect(lines).toContain('as set in ADMIN_PASSWORD');
    expect(lines).not.toContain('given-by-the-admin');
  });

  it('name only what this machine runs', () => {
    const lines = announcement(readConfig({ ROLES: 'ftp' }), { admin: undefined, demo: undefined }).join('\n');
    expect(lines).toContain('ftp://127.0.0.1:2121/');
    expect(lines).not.toContain('Panel');
  });
});

describe('a start that failed or was stopped', () => {
  it('still tells the passwords it made, as no later start can', () => {
    const lines = madeInVain(readConfig({}), { admin, demo: undefined }).join('\n');
    expect(lines).toContain(admin.password);
    expect(lines).toContain('It did not start');
  });

  it('tells nothing where it made nothing', () => {
    expect(madeInVain(readConfig({}), { admin: undefined, demo: undefined })).toEqual([]);
  });
});
