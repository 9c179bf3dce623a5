// What it costs to tell a control session's own TLS tickets from all others', for three ways of doing it. Run it with
// `node --expose-gc bench/tls-resumption.mjs [sessions] [handshakes]`; it prints one line a way and changes nothing.
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { connect as connectTls, createSecureContext, TLSSocket } from 'node:tls';
import { generate } from 'selfsigned';

const sessions = Number(process.argv[2] ?? 2000);
const handshakes = Number(process.argv[3] ?? 300);
const made = await generate([{ name: 'commonName', value: 'localhost' }], { keyType: 'ec' });
const pair = { key: made.private, cert: made.cert, minVersion: 'TLSv1.2' };
const shared = createSecureContext(pair);

/** Each begins a session and gives what wraps a socket for it. */
const ways = {
  'one context, nothing told apart': () => (socket) => new TLSSocket(socket, { isServer: true, secureContext: shared }),
  'one context, the session id context set before each handshake': () => {
    const id = randomBytes(16).toString('hex');
    return (socket) => {
      shared.context.setSessionIdContext(id);
      const secured = new TLSSocket(socket, { isServer: true, secureContext: shared });
      shared.context.setSessionIdContext('nobody');
      return secured;
    };
  },
  'a context with its own ticket keys for each session': () => {
    const secureContext = createSecureContext({ ...pair, ticketKeys: randomBytes(48) });
    return (socket) => new TLSSocket(socket, { isServer: true, secureContext });
  },
};

const server = createServer().listen(0, '127.0.0.1');
await once(server, 'listening');

for (const [name, begin] of Object.entries(ways)) {
  const cost = costOfSessions(begin);
  const full = await timeHandshakes(begin, 'full');
  const resumed = await timeHandshakes(begin, 'resumed');
  const foreign = (await shake(begin(), await ticketOf(begin()))).reused;
  const figures = [
    `${cost.ms.toFixed(4)} ms, ${cost.heap} bytes of heap and ${cost.resident} resident a session`,
    `full handshake ${full.toFixed(2)} ms`,
    `resumed ${resumed.toFixed(2)} ms`,
    `a foreign ticket ${foreign ? 'passes' : 'does not pass'}`,
  ];
  console.log(`${name}: ${figures.join(', ')}`);
}
server.close();

/** CPU milliseconds, heap and resident bytes that one begun session costs before its first handshake. */
function costOfSessions(begin) {
  globalThis.gc?.();
  const before = process.memoryUsage();
  const started = cpuMs();
  const held = Array.from({ length: sessions }, begin);
  const ms = (cpuMs() - started) / sessions;
  globalThis.gc?.();
  const after = process.memoryUsage();
  const each = (kind) => Math.round((after[kind] - before[kind]) / held.length);
  return { ms, heap: each('heapUsed'), resident: each('rss') };
}

/** Milliseconds of CPU that this process has had; a busy machine doesn't change them much. */
function cpuMs() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** CPU milliseconds of one handshake, both ends in this process. */
async function timeHandshakes(begin, kind) {
  const wrap = begin();
  const ticket = kind === 'resumed' ? await ticketOf(wrap) : undefined;
  const started = cpuMs();
  for (let round = 0; round < handshakes; round += 1) {
    const { reused } = await shake(wrap, ticket);
    if (reused !== (kind === 'resumed')) throw new Error(`A ${kind} handshake was none.`);
  }
  return (cpuMs() - started) / handshakes;
}

async function ticketOf(wrap) {
  return (await shake(wrap)).ticket;
}

async function shake(wrap, session) {
  const tcp = connect(server.address().port, '127.0.0.1');
  const [accepted] = await once(server, 'connection');
  const ours = wrap(accepted).on('error', () => undefined);
  const theirs = connectTls({ socket: tcp, rejectUnauthorized: false, session }).on('error', () => undefined);
  await once(theirs, 'secureConnect');
  ours.write('x');
  await once(theirs, 'data');
  const outcome = { reused: theirs.isSessionReused(), ticket: theirs.getSession() };
  theirs.destroy();
  ours.destroy();
  return outcome;
}
