// The same five acts with three FTP clients that people really use: curl, lftp and Python's ftplib.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run, type Ran } from '../support/programs.js';

/** Where to log in and how. */
export interface Door {
  readonly host: string;
  readonly port: number;
  readonly login: string;
  readonly password: string;
  readonly mode: 'active' | 'passive';
  readonly tls: boolean;
}

/** A client program; each act rejects with what the program said when it did not work. */
export interface FtpProgram {
  readonly name: string;
  /** The Debian package that brings it. */
  readonly debianPackage: string;
  /** What this client cannot do on any server, and why; undefined where it should work. */
  cannot?(how: Pick<Door, 'mode' | 'tls'>): string | undefined;
  upload(door: Door, name: string, content: Buffer): Promise<void>;
  list(door: Door): Promise<string[]>;
  download(door: Door, name: string): Promise<Buffer>;
  rename(door: Door, from: string, to: string): Promise<void>;
  remove(door: Door, name: string): Promise<void>;
}

async function withFile<T>(content: Buffer, work: (path: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'portside-client-'));
  try {
    const path = join(folder, 'file');
    await writeFile(path, content);
    return await work(path);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function mustWork(program: string, ran: Ran): Ran {
  if (ran.exitCode !== 0) throw new Error(`${program} ended with ${ran.exitCode}: ${ran.stderr}${ran.stdout}`);
  return ran;
}

const lines = (text: string) =>
  text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');

function curlArgs(door: Door): string[] {
  return [
    '--silent',
    '--show-error',
    '--max-time',
    '30',
    '--user',
    `${door.login}:${door.password}`,
    ...(door.mode === 'active' ? ['--ftp-port', '-'] : ['--ftp-pasv']),
    ...(door.tls ? ['--ssl-reqd', '--insecure'] : []),
  ];
}

const curlUrl = (door: Door, name = '') => `ftp://${door.host}:${door.port}/${encodeURIComponent(name)}`;

/** curl; renames and deletes with --quote. */
export const curl: FtpProgram = {
  name: 'curl',
  debianPackage: 'curl',
  // curl/curl#10666: from 7.87 to 7.88 the TLS filter is missing in active mode; Debian 12 ships 7.88.1.
  cannot: ({ mode, tls }) =>
    mode === 'active' && tls ? 'curl 7.88 sends data in clear after PORT, PROT P or not' : undefined,
  async upload(door, name, content) {
    await withFile(content, async (path) =>
      mustWork('curl', await run('curl', [...curlArgs(door), '--upload-file', path, curlUrl(door, name)])),
    );
  },
  async list(door) {
    return lines(mustWork('curl', await run('curl', [...curlArgs(door), '--list-only', curlUrl(door)])).stdout);
  },
  async download(door, name) {
    return withFile(Buffer.alloc(0), async (path) => {
      mustWork('curl', await run('curl', [...curlArgs(door), '--output', path, curlUrl(door, name)]));
      return readFile(path);
    });
  },
  async rename(door, from, to) {
    const quotes = ['--quote', `RNFR ${from}`, '--quote', `RNTO ${to}`];
    mustWork('curl', await run('curl', [...curlArgs(door), ...quotes, '--list-only', curlUrl(door)]));
  },
  async remove(door, name) {
    mustWork('curl', await run('curl', [...curlArgs(door), '--quote', `DELE ${name}`, '--list-only', curlUrl(door)]));
  },
};

function lftp(door: Door, commands: string): Promise<Ran> {
  const script = [
    'set net:max-retries 1',
    'set net:timeout 10',
    'set cmd:fail-exit yes',
    'set ssl:verify-certificate no',
    'set ftp:use-mlsd yes',
    `set ftp:ssl-allow ${door.tls}`,
    `set ftp:ssl-force ${door.tls}`,
    'set ftp:ssl-protect-data yes',
    `set ftp:passive-mode ${door.mode === 'passive'}`,
    'set ftp:prefer-epsv yes',
    `open -u "${door.login}","${door.password}" -p ${door.port} ftp://${door.host}`,
    commands,
    'bye',
  ].join('; ');
  return run('lftp', ['--norc', '-c', script]);
}

/** lftp, one process an act. */
export const lftpProgram: FtpProgram = {
  name: 'lftp',
  debianPackage: 'lftp',
  async upload(door, name, content) {
    await withFile(content, async (path) => mustWork('lftp', await lftp(door, `put "${path}" -o "${name}"`)));
  },
  async list(door) {
    return lines(mustWork('lftp', await lftp(door, 'cls -1')).stdout);
  },
  async download(door, name) {
    return withFile(Buffer.alloc(0), async (path) => {
      mustWork('lftp', await lftp(door, `set xfer:clobber yes; get "${name}" -o "${path}"`));
      return readFile(path);
    });
  },
  async rename(door, from, to) {
    mustWork('lftp', await lftp(door, `mv "${from}" "${to}"`));
  },
  async remove(door, name) {
    mustWork('lftp', await lftp(door, `rm "${name}"`));
  },
};

const ftplibScript = `
import ftplib, json, ssl, sys
act = json.loads(sys.stdin.read())
if act['tls']:
    context = ssl.create_default_context(); context.check_hostname = False; context.verify_mode = ssl.CERT_NONE
    ftp = ftplib.FTP_TLS(context=context)
else:
    ftp = ftplib.FTP()
ftp.connect(act['host'], act['port'], 20)
ftp.login(act['login'], act['password'])
if act['tls']: ftp.prot_p()
ftp.set_pasv(act['mode'] == 'passive')
if act['do'] == 'upload':
    with open(act['path'], 'rb') as file: print(ftp.storbinary('STOR ' + act['name'], file))
if act['do'] == 'download':
    with open(act['path'], 'wb') as file: print(ftp.retrbinary('RETR ' + act['name'], file.write))
if act['do'] == 'list': print('\\n'.join(name for name, facts in ftp.mlsd() if facts['type'] in ('file', 'dir')))
if act['do'] == 'rename': ftp.rename(act['name'], act['to'])
if act['do'] == 'remove': ftp.delete(act['name'])
ftp.quit()
`;

async function ftplibAct(door: Door, act: Record<string, string>): Promise<string> {
  const input = JSON.stringify({ ...door, ...act });
  return mustWork('ftplib', await run('python3', ['-c', ftplibScript], { input })).stdout;
}

/** Python's ftplib. */
export const ftplib: FtpProgram = {
  name: 'ftplib',
  debianPackage: 'python3',
  async upload(door, name, content) {
    await withFile(content, (path) => ftplibAct(door, { do: 'upload', name, path }));
  },
  async list(door) {
    return lines(await ftplibAct(door, { do: 'list' }));
  },
  async download(door, name) {
    return withFile(Buffer.alloc(0), async (path) => {
      await ftplibAct(door, { do: 'download', name, path });
      return readFile(path);
    });
  },
  async rename(door, from, to) {
    await ftplibAct(door, { do: 'rename', name: from, to });
  },
  async remove(door, name) {
    await ftplibAct(door, { do: 'remove', name });
  },
};

export const ftpPrograms = [curl, lftpProgram, ftplib];
