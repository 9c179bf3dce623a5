// The built command beside the built product: it finds the embedded database, and what it does reaches the wire.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { eventually } from '../support/eventually.js';
import { FtpClient, said } from '../support/ftp-client.js';
import { type Product, startProduct } from '../support/product.js';

const program = fileURLToPath(new URL('../../dist/src/cli.js', import.meta.url));
let product: Product;

beforeAll(async () => {
  product = await startProduct();
});
afterAll(() => product.dispose());

interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command in another folder than the product's, with or without something on standard input. */
function portside(words: readonly string[], stdin = ''): Promise<Ran> {
  const child = spawn(process.execPath, [program, ...words], {
    cwd: '/',
    env: { PATH: process.env.PATH, DATA_DIR: product.dataDir },
    stdio: 'pipe',
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (text: Buffer) => (stdout += text.toString()));
  child.stderr.on('data', (text: Buffer) => (stderr += text.toString()));
  child.stdin.end(stdin);
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, stdout, stderr })));
}

async function json<T>(words: readonly string[], stdin?: string): Promise<T> {
  const ran = await portside([...words, '--json'], stdin);
  expect({ words, code: ran.code, stderr: ran.stderr }).toEqual({ words, code: 0, stderr: '' });
  return JSON.parse(ran.stdout) as T;
}

async function connect(): Promise<FtpClient> {
  return FtpClient.connect({ port: product.ftpPort });
}

it('makes an account that logs in at once, ends its session, and locks it out', async () => {
  const domain = product.demoAccount.name.split('@')[1] ?? '';
  const login = `night@${domain}`;
  const { password } = await json<{ password: string }>(['account', 'add', login]);
  const client = await connect();
  expect((await client.logIn(login, password)).code).toBe(230);
  const session = await eventually(
    'the session is listed',
    async () => {
      const { items } = await json<{ items: { id: string }[] }>(['session', 'list', '--account', login]);
      return items[0];
    },
    60_000,
  );
  expect((await portside(['session', 'kill', session.id])).code).toBe(0);
  expect((await client.reply())?.code).toBe(421);
  expect((await portside(['account', 'disable', login])).code).toBe(0);
  const again = await connect();
  expect((await again.logIn(login, password)).code).toBe(530);
  again.socket.destroy();
});

it('imports an account whose old password works on the wire', async () => {
  const { items } = await json<{ items: { name: string }[] }>(['server', 'list']);
  const uid = 23_456;
  const place = { server: items[0]?.name, domain: 'moved.example', path: `${product.dataDir}/sites/moved.example` };
  const lines = [
    { kind: 'customer', ref: '1', name: 'Moved', plan: 'Standard' },
    { kind: 'web-root', ref: '2', customer: '1', ...place, systemUid: uid, systemGid: uid },
    { kind: 'account', ref: '3', webRoot: '2', name: 'web', passwordHash: '$1$xxxxxxxx$UYCIxa628.9qXjpQCjM4a.' },
  ];
  const file = lines.map((line) => JSON.stringify(line)).join('\n');
  expect(await json(['import', '-', '--dry-run'], file)).toMatchObject({ counts: { create: 3 }, written: false });
  expect(await json(['import', '-'], file)).toMatchObject({ counts: { create: 3 }, written: true });
  const client = await connect();
  // The password is right; the folder is not there yet, and the refusal says so.
  const reply = await client.logIn('web@moved.example', 'password');
  expect(reply.code).toBe(530);
  expect(said(reply)).toMatch(/folder/);
  client.socket.destroy();
  const found = await eventually(
    'the server has looked at the web root',
    async () => {
      const { findings } = JSON.parse((await portside(['doctor', '--json'])).stdout) as {
        findings: { check: string; fine: boolean; sentence: string }[];
      };
      return findings.find(({ check, fine }) => check === 'web roots' && !fine);
    },
    60_000,
  );
  expect(found.sentence).toBe('The server finds fault with 1 web root.');
});

it('says what to do when the product does not run', async () => {
  await product.stop();
  const ran = await portside(['account', 'list']);
  expect(ran).toMatchObject({ code: 3, stdout: '' });
  expect(ran.stderr).toMatch(/the embedded database of .* does not run; run npm start, or set DATABASE_URL to yours\./);
});
