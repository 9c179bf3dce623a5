// How long a change of a server's policy takes from its commit to being in force in every FTP process, while sessions are
// open. Needs the built product (`npm run build`); run it with `node bench/policy-apply.mjs [changes] [sessions] [workers]`.
// It starts an installation of its own and removes it. Figures: docs/decisions/0032.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const [changes = 200, sessions = 200, workers = 4] = process.argv.slice(2).map(Number);
const launcherFile = fileURLToPath(new URL('../dist/src/launch/main.js', import.meta.url));
const presets = { 'passive-only': 502, 'active-and-passive': 200 };
/** Logging in is bcrypt's work, and not what is measured. */
const loginsAtOnce = 10;

const folder = mkdtempSync(join(tmpdir(), 'portside-policy-apply-'));
chmodSync(folder, 0o755);
const product = await start();
try {
  const panel = await signIn(product.admin);
  const [server] = (await panel('GET', '/servers')).items;
  const policy = `/servers/${server.id}/policy`;
  const controls = await openSessions();
  await change(policy, panel, { passiveFirstPort: 21_000, passiveLastPort: 21_199 });
  const took = [];
  for (let at = 0; at < changes; at += 1) {
    const [preset, code] = Object.entries(presets)[at % 2];
    took.push(await change(policy, panel, { preset }));
    // The session that is asked is another one each time, so each worker is asked in its turn.
    const answered = await controls[at % controls.length].say('PORT 127,0,0,1,200,10');
    if (answered !== code) throw new Error(`PORT was answered with ${answered} where ${preset} is in force.`);
  }
  report(took);
  for (const control of controls) control.socket.destroy();
} finally {
  product.launcher.kill('SIGINT');
  await product.ended;
  rmSync(folder, { recursive: true });
}

/**
 * Writes a version and waits for the last process. The commit lies between `createdAt`, when its transaction began, and
 * the answer to the admin: milliseconds from each of the two.
 */
async function change(policy, panel, fields) {
  const { version } = await panel('GET', policy);
  const { createdAt } = await panel('PUT', policy, { basedOnVersion: version, ...fields });
  const answeredAt = Date.now();
  for (;;) {
    const { inForce } = await panel('GET', policy);
    const up = inForce.processes.filter((process) => process.up);
    if (inForce.everywhere && up.length === workers) {
      const last = Math.max(...up.map(({ appliedAt }) => Date.parse(appliedAt)));
      return { sinceBegun: last - Date.parse(createdAt), sinceAnswered: Math.max(last - answeredAt, 0) };
    }
    await pause(100);
  }
}

function report(took) {
  const machine = `${availableParallelism()} processors, load ${loadavg()[0]?.toFixed(1)}`;
  console.log(`${changes} changes, ${sessions} sessions open, ${workers} workers, ${machine}. In force in all of them`);
  for (const [since, words] of [
    ['sinceBegun', 'after the transaction began'],
    ['sinceAnswered', 'after the admin was answered'],
  ]) {
    const last = took.map((each) => each[since]).sort((one, other) => one - other);
    const share = (part) => last[Math.ceil(last.length * part) - 1];
    console.log(`${words}: ${share(0.5)} ms (p50), ${share(0.99)} ms (p99), ${share(1)} ms (max)`);
  }
}

async function openSessions() {
  const open = [];
  while (open.length < sessions) {
    const some = Array.from({ length: Math.min(loginsAtOnce, sessions - open.length) }, logIn);
    open.push(...(await Promise.all(some)));
  }
  return open;
}

async function logIn() {
  const socket = connect({ host: '127.0.0.1', port: product.ftpPort });
  const lines = createInterface({ input: socket })[Symbol.asyncIterator]();
  const reply = async () => {
    for (;;) {
      const { value = '', done } = await lines.next();
      if (done) throw new Error('A session was closed.');
      if (/^\d{3} /.test(value)) return Number(value.slice(0, 3));
    }
  };
  const say = (line) => {
    socket.write(`${line}\r\n`);
    return reply();
  };
  await reply();
  await say(`USER ${product.account.name}`);
  const code = await say(`PASS ${product.account.password}`);
  if (code !== 230) throw new Error(`The login was answered with ${code}.`);
  return { socket, say };
}

async function signIn({ name: email, password }) {
  const url = `http://127.0.0.1:${product.httpPort}/api/v1`;
  const json = { 'Content-Type': 'application/json' };
  const body = JSON.stringify({ email, password });
  const answer = await fetch(`${url}/auth/sign-in`, { method: 'POST', headers: json, body });
  const { csrfToken } = await answer.json();
  const cookie = answer.headers.getSetCookie().map((line) => line.split(';')[0]);
  const headers = { ...json, Cookie: cookie.join('; '), 'X-Portside-Csrf': csrfToken };
  return async (method, path, sent) => {
    const got = await fetch(`${url}${path}`, { method, headers, ...(sent && { body: JSON.stringify(sent) }) });
    if (!got.ok) throw new Error(`${method} ${path} was answered with ${got.status}: ${await got.text()}`);
    return got.json();
  };
}

async function start() {
  const [httpPort, ftpPort] = [await freePort(), await freePort()];
  const own = { DATA_DIR: join(folder, 'data'), HTTP_PORT: httpPort, FTP_PORT: ftpPort, FTP_WORKERS: workers };
  const launcher = spawn(process.execPath, [launcherFile], {
    env: { PATH: process.env.PATH, NODE_ENV: 'production', DRAIN_SECONDS: '0', LOG_LEVEL: 'warn', ...own },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(launcher, 'exit');
  let printed = '';
  const ready = new Promise((resolve) => {
    launcher.stdout.on('data', (chunk) => {
      printed += chunk;
      if (printed.includes('Ctrl-C stops')) resolve();
    });
  });
  await Promise.race([
    ready,
    ended.then(() => {
      throw new Error(`The start ended:\n${printed}`);
    }),
  ]);
  const login = (label) => {
    const [, name, password] = new RegExp(`${label}\\s+(\\S+)\\s+password (\\S+)`).exec(printed) ?? [];
    return { name, password };
  };
  return { launcher, ended, httpPort, ftpPort, admin: login('Admin'), account: login('FTP account') };
}

async function freePort() {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address();
  probe.close();
  await once(probe, 'close');
  return port;
}
