// How exactly an account's bandwidth is kept over ten seconds: for each number of workers and each rate, twenty curls at
// once on eight accounts (1 and 4 sessions, plain and TLS, up and down). Needs the built product and curl; run it with
// `node bench/bandwidth.mjs [dist] [bytes a second ...]`. It serves with the engine, the supervisor and the workers' shares,
// without a database, and prints what each account got of its rate and how far its sessions were apart.
import { spawn } from 'node:child_process';
import cluster from 'node:cluster';
import { once } from 'node:events';
import { chmodSync, chownSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { generate } from 'selfsigned';

const seconds = 10;
const [dist = 'dist', ...asked] = process.argv.slice(2);
const rates = asked.length > 0 ? asked.map(Number) : [100_000, 1_000_000, 5_000_000];
const built = (path) => import(pathToFileURL(join(resolve(process.env.DIST ?? dist), 'src', path)).href);
const asRoot = process.geteuid() === 0;
const owner = asRoot ? { uid: 23_456, gid: 23_456 } : { uid: process.geteuid(), gid: process.getegid() };

if (cluster.isPrimary) await measure();
else await serve();

async function measure() {
  const { Supervisor } = await built('ftp-runtime/supervisor.js');
  const folder = mkdtempSync(join(tmpdir(), 'portside-bandwidth-'));
  chmodSync(folder, 0o755);
  chownSync(folder, owner.uid, owner.gid);
  const { private: key, cert } = await generate([{ name: 'commonName', value: 'localhost' }], { keyType: 'ec' });
  Object.assign(process.env, { DIST: dist, FOLDER: folder, KEY: key, CERT: cert });
  const note = (level, event, fields) => level !== 'info' && console.error(event, fields);
  const program = fileURLToPath(import.meta.url);
  try {
    for (const workers of [1, 2]) {
      Object.assign(process.env, { WORKERS: workers, PORT: await freePort() });
      const supervisor = await Supervisor.start({ workers, program, stopWithinMs: 2_000, note });
      for (const rate of rates) await measureRate({ folder, workers, rate });
      await supervisor.stop();
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function measureRate({ folder, workers, rate }) {
  const cases = ['down', 'up'].flatMap((direction) =>
    ['plain', 'tls'].flatMap((wire) => [1, 4].map((sessions) => ({ direction, wire, sessions }))),
  );
  const lines = await Promise.all(
    cases.map(async ({ direction, wire, sessions }) => {
      const bytes = (rate * seconds) / sessions;
      const file = join(folder, `${sessions}-${rate}`);
      writeFileSync(file, '');
      truncateSync(file, bytes);
      const account = `${rate}-${direction}-${wire}-${sessions}`;
      const tookSeconds = await Promise.all(
        Array.from({ length: sessions }, (_none, at) =>
          curl({ direction, wire, account, file, name: `${account}-${at}` }),
        ),
      );
      const last = Math.max(...tookSeconds);
      const apart = ((last - Math.min(...tookSeconds)) / last) * 100;
      const got = (seconds / last) * 100;
      return `${workers} workers, ${rate} B/s, ${direction} ${wire}, ${sessions} sessions: ${got.toFixed(1)} %, ${apart.toFixed(1)} % apart`;
    }),
  );
  console.log(lines.join('\n'));
}

/** Seconds of one transfer, from its beginning to the 226. */
async function curl({ direction, wire, account, file, name }) {
  const url = `ftp://127.0.0.1:${process.env.PORT}/`;
  const what =
    direction === 'down' ? ['-o', '/dev/null', `${url}${file.split('/').pop()}`] : ['-T', file, `${url}${name}`];
  const secure = wire === 'tls' ? ['--ssl-reqd', '-k'] : [];
  const times = '%{time_pretransfer} %{time_total}';
  const options = ['-sS', '-w', times, '-u', `${account}:x`, ...secure, ...what];
  const child = spawn('curl', options, { stdio: ['ignore', 'pipe', 'inherit'] });
  const [answer, [code]] = await Promise.all([text(child.stdout), once(child, 'close')]);
  if (code !== 0) throw new Error(`curl ended with ${code}.`);
  const [before, total] = answer.split(' ').map(Number);
  return total - before;
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  return port;
}

/** A worker: any login is let in, and its name says its rate. */
async function serve() {
  const { configureIdentity, FtpServer, noNameRules, permissions } = await built('ftp/index.js');
  const { BandwidthShares } = await built('ftp-runtime/bandwidth-shares.js');
  const { CERT, FOLDER, KEY, PORT, WORKERS } = process.env;
  configureIdentity({ minSystemUid: Math.min(1000, owner.uid) });
  const home = { webRoot: FOLDER, folder: '/', identity: { ...owner, umask: 0o22 } };
  const nothing = () => undefined;
  const events = ['opened', 'loginTried', 'transferEnded', 'treeChanged', 'dataConnectionEnded', 'closed', 'noted'];
  const shares = new BandwidthShares({
    workers: Number(WORKERS),
    claim: (claims) => process.send({ claims }),
    give: (use, share) => server.shareBandwidth(use.accountId, use.direction, share),
  });
  const server = await FtpServer.start({
    listen: { host: '127.0.0.1', port: Number(PORT) },
    policy: policy(),
    authenticator: {
      authenticate: async (login) => {
        const rate = Number(login.split('-')[0]);
        const rules = { permissions: new Set(permissions), names: noNameRules, uploads: 'staged', onlyOwnFiles: false };
        const limits = { bandwidthDownBytes: rate, bandwidthUpBytes: rate };
        return {
          account: { id: login, customerId: 'bench', login, home, ...rules, ...limits },
        };
      },
    },
    certificates: { current: async () => [{ key: KEY, cert: CERT }] },
    observer: {
      ...Object.fromEntries(events.map((event) => [event, nothing])),
      bandwidthUseChanged: (use) => shares.useChanged(use),
    },
  });
  process.on('message', (order) => {
    if (order.stop) process.exit(0);
    shares.take(order.shares);
  });
  process.send({ listening: true });
}

function policy() {
  return {
    version: 1,
    verbs: { PORT: 'allow', EPRT: 'allow', PASV: 'allow', EPSV: 'allow' },
    tls: 'allowed',
    tlsSessionReuse: 'off',
    tlsMinimumVersion: 'TLSv1.2',
    passive: {
      firstPort: 21_000,
      lastPort: 21_999,
      publicIpv4: undefined,
      overrides: [],
      localForPrivatePeers: false,
      peerCheck: 'exact',
      peerNetworks: [],
    },
    active: { sourcePort: 'any', connectTimeoutMs: 5_000 },
    dataWaitMs: 10_000,
    stallTimeoutMs: 60_000,
    idleTimeoutMs: 60_000,
  };
}
