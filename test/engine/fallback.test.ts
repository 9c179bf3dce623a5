// What real clients do when a data verb is refused with 502 (docs/decisions/0011-refusal-codes.md): they try the verb that
// is left, and where none of their mode is left they tell their user why.
import { describe, expect, it } from 'vitest';
import type { VerbRules } from '../../src/ftp/policy.js';
import { needsPrograms, run } from '../support/programs.js';
import { login, password, startEngine } from '../support/start-engine.js';

const all: VerbRules = { PORT: 'allow', EPRT: 'allow', PASV: 'allow', EPSV: 'allow' };

async function engineWith(verbs: Partial<VerbRules>): Promise<string> {
  const engine = await startEngine({ policy: { verbs: { ...all, ...verbs } } });
  engine.home.write('greeting.txt', 'hello');
  const { address, port } = engine.server.addresses.ftp;
  return `ftp://${login.replace('@', '%40')}:${password}@${address}:${port}`;
}

const curl = needsPrograms('curl');

describe(`curl${curl.note}`, () => {
  const fetch = async (url: string, ...args: string[]) => run('curl', ['-sSv', ...args, `${url}/greeting.txt`]);

  it.skipIf(curl.missing)('falls back from EPSV to PASV', async () => {
    const ran = await fetch(await engineWith({ EPSV: 'deny' }));
    expect(ran.stderr).toContain('< 502 EPSV is switched off on this server; use PASV.');
    expect(ran).toMatchObject({ exitCode: 0, stdout: 'hello' });
  });

  it.skipIf(curl.missing)('falls back from EPRT to PORT', async () => {
    const ran = await fetch(await engineWith({ EPRT: 'deny' }), '--ftp-port', '-');
    expect(ran.stderr).toContain('< 502 EPRT is switched off on this server; use PORT.');
    expect(ran).toMatchObject({ exitCode: 0, stdout: 'hello' });
  });

  it.skipIf(curl.missing)('ends with an error that its user can read where its mode is switched off', async () => {
    const ran = await fetch(await engineWith({ EPSV: 'deny', PASV: 'deny' }));
    expect(ran.stderr).toContain('< 502 Passive mode is switched off on this server; use active mode (EPRT or PORT).');
    expect(ran).toMatchObject({ exitCode: 13, stdout: '' });
  });
});

const lftp = needsPrograms('lftp');

describe(`lftp${lftp.note}`, () => {
  const fetch = async (url: string, passive: 'on' | 'off') => {
    const settings = `set ftp:passive-mode ${passive}; set ftp:ssl-allow no; set net:reconnect-interval-base 1; set net:max-retries 3`;
    return run('lftp', ['-c', `${settings}; open ${url}; cat greeting.txt`]);
  };

  it.skipIf(lftp.missing)('falls back from EPSV to PASV', async () => {
    expect(await fetch(await engineWith({ EPSV: 'deny' }), 'on')).toMatchObject({ exitCode: 0, stdout: 'hello' });
  });

  it.skipIf(lftp.missing)('falls back from passive to active mode', async () => {
    const url = await engineWith({ EPSV: 'deny', PASV: 'deny' });
    expect(await fetch(url, 'on')).toMatchObject({ exitCode: 0, stdout: 'hello' });
  });

  it.skipIf(lftp.missing)('falls back from active to passive mode', async () => {
    const url = await engineWith({ EPRT: 'deny', PORT: 'deny' });
    expect(await fetch(url, 'off')).toMatchObject({ exitCode: 0, stdout: 'hello' });
  });
});

const python = needsPrograms('python3');

it.skipIf(python.missing)(`Python's ftplib tells its user why it stops${python.note}`, async () => {
  const { hostname, port } = new URL(await engineWith({ EPSV: 'deny', PASV: 'deny' }));
  const script = `import ftplib; f = ftplib.FTP(); f.connect('${hostname}', ${port}, 10); f.login('${login}', '${password}'); print(f.nlst())`;
  const ran = await run('python3', ['-c', script]);
  expect(ran.exitCode).toBe(1);
  expect(ran.stderr).toContain('502 Passive mode is switched off on this server; use active mode (EPRT or PORT).');
});

const tnftp = needsPrograms('tnftp');

describe(`tnftp${tnftp.note}`, () => {
  const fetch = async (verbs: Partial<VerbRules>, mode: '-p' | '-A') =>
    run('tnftp', [mode, '-o', '-', `${await engineWith(verbs)}/greeting.txt`]);

  it.skipIf(tnftp.missing)('falls back from EPSV to PASV and from EPRT to PORT', async () => {
    expect(await fetch({ EPSV: 'deny' }, '-p')).toMatchObject({
      exitCode: 0,
      stdout: expect.stringContaining('hello') as string,
    });
    expect(await fetch({ EPRT: 'deny' }, '-A')).toMatchObject({
      exitCode: 0,
      stdout: expect.stringContaining('hello') as string,
    });
  });
});

const ncftp = needsPrograms('ncftpget');

it.skipIf(ncftp.missing)(
  `ncftp does without EPSV and EPRT, and says that its mode is refused${ncftp.note}`,
  async () => {
    const fetch = async (verbs: Partial<VerbRules>, mode: '-F' | '-E') => {
      const { hostname, port } = new URL(await engineWith(verbs));
      return run('ncftpget', [
        mode,
        '-t',
        '5',
        '-r',
        '1',
        '-u',
        login,
        '-p',
        password,
        '-P',
        port,
        '-c',
        hostname,
        'greeting.txt',
      ]);
    };
    expect(await fetch({ EPSV: 'deny' }, '-F')).toMatchObject({ exitCode: 0, stdout: 'hello' });
    expect(await fetch({ EPRT: 'deny' }, '-E')).toMatchObject({ exitCode: 0, stdout: 'hello' });
    const refused = await fetch({ EPSV: 'deny', PASV: 'deny' }, '-F');
    expect(refused.exitCode).not.toBe(0);
    expect(refused.stderr).toContain('Passive mode refused.');
  },
);
