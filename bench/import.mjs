// How long `portside import` takes for 20,000 FTP accounts, and how much memory. `npm run build:server && node
// bench/import.mjs [postgres://…] [accounts]`; without an empty database of its own it starts an embedded one. Figures:
// docs/decisions/0048.
import { spawn } from 'node:child_process';
import { chmodSync, createWriteStream, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { migrate } from '../dist/src/database/migrate.js';
import { databaseUrl, panelLogin, prepareEmbeddedDatabase } from '../dist/src/launch/embedded-database.js';
import { EmbeddedPostgres } from '../dist/src/launch/embedded-postgres.js';
import { findPostgres } from '../dist/src/launch/postgres-binaries.js';
import { placePostgres } from '../dist/src/launch/postgres-place.js';

const given = process.argv.slice(2);
const accounts = Number(given.find((word) => /^\d+$/.test(word)) ?? 20_000);
const folder = mkdtempSync(join(tmpdir(), 'portside-bench-'));
chmodSync(folder, 0o755);
const program = fileURLToPath(new URL('../dist/src/cli.js', import.meta.url));
const say = (text) => process.stdout.write(`${text}\n`);

const server = given.some((word) => word.startsWith('postgres')) ? undefined : await embedded();
const url = server?.url ?? given.find((word) => word.startsWith('postgres'));
try {
  await migrate(url);
  await portside(['server', 'add', 'web-01', '--host', 'ftp.bench.example']);
  const file = await written();
  say(`dry run     ${await portside(['import', file, '--dry-run'])}`);
  say(`first run   ${await portside(['import', file])}`);
  say(`second run  ${await portside(['import', file])}`);
  const db = new pg.Client(url);
  await db.connect();
  const { rows } = await db.query('select count(*)::integer as accounts from ftp_accounts');
  say(`${rows[0].accounts} FTP accounts`);
  await db.end();
} finally {
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
}

async function embedded() {
  const postgres = await EmbeddedPostgres.start(placePostgres(folder, findPostgres(process.cwd())));
  await prepareEmbeddedDatabase(postgres.access, { panel: 'of-the-bench', ftp: 'of-the-bench' });
  return {
    url: databaseUrl(postgres.access, { login: panelLogin, password: 'of-the-bench' }),
    stop: () => postgres.stop(),
  };
}

/** As a host exports it, customer by customer: two accounts in each web root, five web roots for every four customers. */
async function written() {
  const file = join(folder, 'accounts.jsonl');
  const stream = createWriteStream(file);
  const line = (value) => stream.write(`${JSON.stringify(value)}\n`);
  line({ kind: 'plan', name: 'Bench' });
  for (let at = 0; at < accounts / 2; at += 1) {
    const customer = `c-${Math.floor(at * 0.8)}`;
    if (Math.floor(at * 0.8) !== Math.floor((at - 1) * 0.8)) {
      line({ kind: 'customer', ref: customer, name: `Customer ${customer}`, plan: 'Bench' });
    }
    const place = {
      domain: `site-${at}.example`,
      path: `/srv/www/site-${at}.example`,
      systemUid: 2000 + at,
      systemGid: 2000,
    };
    line({ kind: 'web-root', ref: `w-${at}`, customer, server: 'web-01', ...place });
    for (const name of ['web', 'backup']) {
      const passwordHash = `$6$salt${at}$${'x'.repeat(86)}`;
      line({ kind: 'account', ref: `a-${at}-${name}`, webRoot: `w-${at}`, name, passwordHash, quotaBytes: 5e9 });
    }
  }
  stream.end();
  await finished(stream);
  return file;
}

/** Runs a command and says how long it took, how much memory it had at most, and its last line. */
async function portside(words) {
  const begun = performance.now();
  const child = spawn(process.execPath, [program, ...words], {
    env: { ...process.env, DATABASE_URL: url },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let last = '';
  let used = { cpuSeconds: 0, kilobytes: 0 };
  child.stdout.on('data', (text) => (last = text.toString().trim().split('\n').at(-1)));
  const watch = setInterval(() => (used = useOf(child.pid) ?? used), 100);
  const code = await new Promise((resolve) => child.once('close', resolve));
  clearInterval(watch);
  if (code !== 0) throw new Error(`portside ${words.join(' ')} ended with ${code}.`);
  const seconds = ((performance.now() - begun) / 1000).toFixed(1);
  return `${seconds} s, ${used.cpuSeconds} s of CPU, ${Math.round(used.kilobytes / 1024)} MB: ${last}`;
}

/** What a process has used so far, out of /proc: time in hundredths of a second, and memory at its peak. */
function useOf(pid) {
  try {
    const [user, system] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ').slice(11, 13);
    const kilobytes = Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
    // A process that has just ended has no memory any more.
    return Number.isNaN(kilobytes) ? undefined : { cpuSeconds: (Number(user) + Number(system)) / 100, kilobytes };
  } catch {
    return undefined;
  }
}
