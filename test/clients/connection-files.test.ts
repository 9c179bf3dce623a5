// What the connection card hands out, read by the programs and the parsers that it is for.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ConnectionChoices } from '../../src/accounts/connection-files/choices.js';
import { curlLine } from '../../src/accounts/connection-files/curl.js';
import { connectionFile, type ConnectionFileKind } from '../../src/accounts/connection-files/files.js';
import { lftpLine } from '../../src/accounts/connection-files/lftp.js';
import { modeOf } from '../../src/ftp/policy.js';
import { needsPrograms, run } from '../support/programs.js';
import { login, password, startEngine, type Engine } from '../support/start-engine.js';

const terminal = fileURLToPath(new URL('../support/terminal.py', import.meta.url));
const hostile = [
  `<User>&amp;]]> "quoted" 'and so on'`,
  'tab\there, line\nend, bell\u0007',
  'ünïcode 日本 \u{1F600}',
  ' spaces  around ',
  '$(id) `id` %PATH% \\ ; ! | #',
];
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'portside-connection-files-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const choices: ConnectionChoices = {
  host: 'ftp.example.com',
  port: 21,
  login,
  encrypts: true,
  unvouchedFingerprint: 'AB:CD',
  mode: 'passive',
  maxSessions: undefined,
};

/** Writes the file of this kind and gives its path. */
async function save(kind: ConnectionFileKind, change: Partial<ConnectionChoices> = {}): Promise<string> {
  const { name, text } = connectionFile(kind, { ...choices, ...change });
  const path = join(folder, name);
  await writeFile(path, text);
  return path;
}

const python = needsPrograms('python3');

describe('a hostile login', () => {
  /** Control characters that XML has no way to write. */
  const inXml = (text: string) => text.replace('\u0007', '\u{FFFD}');
  const parse = async (code: string, path: string) => {
    const ran = await run('python3', ['-c', code, path]);
    expect(ran.stderr).toBe('');
    return JSON.parse(ran.stdout) as unknown;
  };

  test.skipIf(python.missing).each(hostile)(`%j is read back by a parser of XML${python.note}`, async (name) => {
    const code = `import json, sys, xml.etree.ElementTree as tree
server = tree.parse(sys.argv[1]).getroot().find('Servers/Server')
print(json.dumps([server.find('User').text, server.find('Logontype').text]))`;
    expect(await parse(code, await save('filezilla', { login: name }))).toEqual([inXml(name), '2']);
  });

  test.skipIf(python.missing).each(hostile)(
    `%j is read back by a parser of property lists${python.note}`,
    async (name) => {
      const code = `import json, plistlib, sys
print(json.dumps(plistlib.load(open(sys.argv[1], 'rb'))))`;
      expect(await parse(code, await save('cyberduck', { login: name, mode: 'active' }))).toEqual({
        Protocol: 'ftps',
        Nickname: inXml(name),
        Hostname: 'ftp.example.com',
        Port: '21',
        Username: inXml(name),
        Path: '/',
        'FTP Connect Mode': 'active',
        Encoding: 'UTF-8',
      });
    },
  );

  test.each(hostile)('%j is one word to the shell', async (name) => {
    const line = curlLine({ ...choices, login: name }).replace(/^curl /, 'printf "<%s>" ');
    const { stdout } = await run('sh', ['-c', line]);
    const said = name.replace(/[\n\t\u0007]+/g, ' ');
    expect(stdout).toBe(`<--ssl-reqd><--insecure><--user><${said}><ftp://ftp.example.com:21/>`);
  });
});

describe.each(['passive', 'active'] as const)('in %s mode', (mode) => {
  const programs = needsPrograms('python3', 'curl', 'lftp');

  async function host(encrypts: boolean): Promise<{ engine: Engine; here: ConnectionChoices }> {
    const engine = await startEngine({ policy: { tls: encrypts ? 'required-data' : 'allowed' } });
    await writeFile(join(engine.home.path, 'here.txt'), 'hello');
    const { port } = engine.server.addresses.ftp;
    return { engine, here: { ...choices, host: '127.0.0.1', port, mode, encrypts } };
  }

  /** Runs the line and types the password, then the rest when lftp waits for it. */
  const typed = async (line: string, ...more: string[]) => {
    const rest = more.flatMap((command) => ['lftp ', command]);
    const ran = await run('python3', [terminal, line, 'assword', password, ...rest]);
    expect(ran.stdout).toContain('here.txt');
    expect(ran.stdout).not.toContain('Fatal error');
    expect(ran.exitCode).toBe(0);
  };

  const used = ({ observer }: Engine) =>
    observer.connections.map(({ outcome, tlsVersion, verb }) => [outcome, modeOf[verb], tlsVersion !== undefined]);

  // curl/curl#10666: 7.87 and 7.88 send data in clear after PORT, whatever PROT said.
  const curlEncrypts = mode === 'passive';

  test.skipIf(programs.missing)(`curl lists with the pasted line and with the file${programs.note}`, async () => {
    const { engine, here } = await host(curlEncrypts);
    await typed(curlLine(here));
    await typed(`curl --config ${await save('curl', here)}`);
    expect(used(engine)).toEqual([1, 2].map(() => ['used', mode, curlEncrypts]));
  });

  test.skipIf(programs.missing)(`lftp lists with the pasted line and with the file${programs.note}`, async () => {
    const { engine, here } = await host(true);
    await typed(lftpLine(here), 'ls', 'exit');
    await typed(`lftp -e 'source ${await save('lftp', here)}'`, 'ls', 'exit');
    expect(used(engine)).toEqual([1, 2].map(() => ['used', mode, true]));
  });
});
