// Both ends of a data connection over real sockets: an armed channel of ours and a client that a test can misuse.
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { generate } from 'selfsigned';
import { connect as connectTls, type SecureVersion, type TLSSocket } from 'node:tls';
import { armActive } from '../../src/ftp/data/active.js';
import type { ByteSink, ByteSource, PumpOptions } from '../../src/ftp/data/bytes.js';
import type { DataChannel, DataSocket, OpenOptions, PassiveChannel } from '../../src/ftp/data/channel.js';
import { PassivePool } from '../../src/ftp/data/passive-pool.js';
import type { PassivePorts, PortRange } from '../../src/ftp/data/passive-ports.js';
import { armPassive } from '../../src/ftp/data/passive.js';
import type { DataConnectionFacts } from '../../src/ftp/facts.js';
import { presets, type ServerPolicy } from '../../src/ftp/policy.js';
import type { KeyPair } from '../../src/ftp/ports.js';
import { ServerTls, type SessionTls } from '../../src/ftp/tls.js';
import { ownPorts } from './own-ports.js';

const { firstPort, lastPort } = await ownPorts();

/** A policy with a range of its own for each test worker, outside the kernel's ephemeral ports. */
export function testPolicy(changes: Partial<ServerPolicy> = {}): ServerPolicy {
  return {
    version: 1,
    verbs: presets['active-and-passive'],
    exceptionsAllowed: [],
    networkRules: [],
    tls: 'allowed',
    tlsSessionReuse: 'off',
    tlsMinimumVersion: 'TLSv1.2',
    passive: {
      firstPort,
      lastPort,
      publicIpv4: undefined,
      overrides: [],
      localForPrivatePeers: false,
      peerCheck: 'exact',
      peerNetworks: [],
    },
    active: { sourcePort: 'any', connectTimeoutMs: 5_000 },
    dataWaitMs: 5_000,
    stallTimeoutMs: 10_000,
    idleTimeoutMs: 60_000,
    loginTimeoutMs: 60_000,
    maxFailedLogins: 3,
    maxSessions: undefined,
    maxSessionsPerAddress: undefined,
    greeting: undefined,
    names: { hidden: [], refused: [] },
    ...changes,
  };
}

/** A key and a certificate that nobody vouches for, for these host names. */
export async function selfSignedPair(days = 10, names: readonly string[] = []): Promise<KeyPair> {
  const notBeforeDate = new Date(Date.now() - 20 * 86_400_000);
  const notAfterDate = new Date(Date.now() + days * 86_400_000);
  const made = await generate([{ name: 'commonName', value: 'localhost' }], {
    keyType: 'ec',
    notBeforeDate,
    notAfterDate,
    ...(names.length > 0 && { extensions: [subjectAltName(names)] }),
  });
  return { key: made.private, cert: made.cert };
}

function subjectAltName(names: readonly string[]) {
  return { name: 'subjectAltName' as const, altNames: names.map((value) => ({ type: 2 as const, value })) };
}

/** The TLS of one control session. */
export async function sessionTls(pair?: KeyPair): Promise<SessionTls> {
  const current = pair ?? (await selfSignedPair());
  return (await ServerTls.load({ current: async () => [current] })).startSession();
}

export type Family = '127.0.0.1' | '::1';

/** How the two ends meet. */
export interface Meeting {
  readonly mode: 'passive' | 'active';
  readonly address: Family;
  readonly policy: ServerPolicy;
  readonly tls: SessionTls | undefined;
  readonly direction: 'send' | 'receive';
  readonly version: SecureVersion;
}

/** A data connection that is up, seen from both ends. */
export interface Connected {
  readonly data: DataSocket;
  /** The client's end: a TLSSocket where TLS is spoken. */
  readonly client: Socket;
  /** The client's TCP socket, for being rude below TLS. */
  readonly tcp: Socket;
  /** What was reported so far. */
  readonly reports: DataConnectionFacts[];
}

/** Arms, connects and opens; TLS where `tls` is given. */
export async function meet(wanted: Partial<Meeting> = {}): Promise<Connected> {
  const meeting: Meeting = {
    mode: 'passive',
    address: '127.0.0.1',
    policy: testPolicy(),
    tls: undefined,
    direction: 'send',
    version: 'TLSv1.3',
    ...wanted,
  };
  const reports: DataConnectionFacts[] = [];
  const [opening, tcp] = meeting.mode === 'passive' ? await dialIn(meeting, reports) : await dialOut(meeting, reports);
  tcp.on('error', () => undefined);
  const client = meeting.tls === undefined ? tcp : clientTls(tcp, meeting.version);
  const shaken = meeting.tls === undefined ? undefined : once(client, 'secureConnect');
  const data = await opening;
  await shaken;
  return { data, client, tcp, reports };
}

/** The client's side of a TLS connection. */
export function clientTls(tcp: Socket, version: SecureVersion = 'TLSv1.3'): TLSSocket {
  const client = connectTls({ socket: tcp, rejectUnauthorized: false, minVersion: version, maxVersion: version });
  client.on('error', () => undefined);
  return client;
}

/** Arms PASV or EPSV, as the address asks for. Channels of one range share its ports for as long as one of them lives. */
export async function armForClient(
  reports: DataConnectionFacts[],
  wanted: Partial<Pick<Meeting, 'address' | 'policy' | 'tls'>> = {},
): Promise<PassiveChannel> {
  const address = wanted.address ?? '127.0.0.1';
  const policy = wanted.policy ?? testPolicy();
  const { ports, giveBack } = await sharedPorts(address, policy.passive);
  return armPassive({
    verb: address === '::1' ? 'EPSV' : 'PASV',
    policy,
    ports,
    local: { address, port: 21 },
    peer: { address, port: 50_000 },
    offeredAddress: address,
    tls: () => wanted.tls,
    report: (facts) => {
      reports.push(facts);
      giveBack();
    },
  });
}

const pools = new Map<string, { readonly pool: PassivePool; users: number }>();

async function sharedPorts(host: string, range: PortRange): Promise<{ ports: PassivePorts; giveBack: () => void }> {
  const key = `${host} ${range.firstPort} ${range.lastPort}`;
  const shared = pools.get(key) ?? { pool: new PassivePool({ host, boundAtOnce: 0 }), users: 0 };
  pools.set(key, shared);
  shared.users += 1;
  await shared.pool.hold(range);
  const giveBack = () => {
    shared.users -= 1;
    if (shared.users > 0) return;
    pools.delete(key);
    void shared.pool.close();
  };
  return { ports: shared.pool, giveBack };
}

/** A TCP connection to a port, as a client makes it. */
export async function dial(port: number, address = '127.0.0.1'): Promise<Socket> {
  const socket = connect({ port, host: address, allowHalfOpen: true });
  await once(socket, 'connect');
  return socket.on('error', () => undefined);
}

/** Connects from another address of this machine and waits until it was thrown out. */
export async function knock(port: number, from: string): Promise<void> {
  const stranger = connect({ port, host: '127.0.0.1', localAddress: from });
  stranger.on('error', () => undefined).resume();
  await new Promise((resolve) => stranger.once('close', resolve));
}

/** What `open` is given where nothing is aborted. */
export function openOptions(meeting: Partial<OpenOptions> = {}): OpenOptions {
  return { direction: 'send', signal: new AbortController().signal, tls: undefined, ...meeting };
}

async function dialIn(meeting: Meeting, reports: DataConnectionFacts[]): Promise<[Promise<DataSocket>, Socket]> {
  const channel = await armForClient(reports, meeting);
  const tcp = await dial(channel.port, meeting.address);
  return [channel.open(openOptions(meeting)), tcp];
}

async function dialOut(meeting: Meeting, reports: DataConnectionFacts[]): Promise<[Promise<DataSocket>, Socket]> {
  const server = createServer({ allowHalfOpen: true });
  server.listen(0, meeting.address);
  await once(server, 'listening');
  const channel = armForServer(reports, (server.address() as AddressInfo).port, meeting);
  const opening = channel.open(openOptions(meeting));
  const [tcp] = (await once(server, 'connection')) as [Socket];
  server.close();
  return [opening, tcp];
}

/** Arms PORT or EPRT towards a port of this machine. */
export function armForServer(
  reports: DataConnectionFacts[],
  port: number,
  wanted: Partial<Pick<Meeting, 'address' | 'policy'>> = {},
): DataChannel {
  const address = wanted.address ?? '127.0.0.1';
  return armActive({
    verb: address === '::1' ? 'EPRT' : 'PORT',
    policy: wanted.policy ?? testPolicy(),
    local: { address, port: 21 },
    peer: { address, port: 50_000 },
    target: { address, port },
    report: (facts) => reports.push(facts),
  });
}

/** Options of a transfer that nothing stops. */
export function pumpOptions(changes: Partial<PumpOptions> = {}): PumpOptions {
  return { signal: new AbortController().signal, stallTimeoutMs: 10_000, ...changes };
}

/** A source of `bytes` random-looking bytes that hashes what it gives; `at` may be called before each read. */
export function sourceOf(bytes: number, at: (given: number) => void = () => undefined) {
  const pattern = randomBytes(65_521);
  const hash = createHash('sha256');
  let given = 0;
  let reading = false;
  const source: ByteSource = {
    read: async (buffer) => {
      reading = true;
      await new Promise((resolve) => setImmediate(resolve));
      reading = false;
      at(given);
      const length = Math.min(buffer.length, bytes - given);
      for (let filled = 0; filled < length;) filled += pattern.copy(buffer, filled, 0, length - filled);
      hash.update(buffer.subarray(0, length));
      given += length;
      return length;
    },
  };
  return { source, digest: () => hash.digest('hex'), busy: () => reading };
}

/** A sink that hashes what it takes; `at` may be called before each write. */
export function hashingSink(at: (taken: number) => void | Promise<void> = () => undefined) {
  const hash = createHash('sha256');
  let taken = 0;
  let writing = false;
  const sink: ByteSink = {
    write: async (chunk) => {
      if (writing) throw new Error('Two writes at once.');
      writing = true;
      try {
        await at(taken);
        hash.update(chunk);
        taken += chunk.length;
      } finally {
        writing = false;
      }
    },
  };
  return { sink, digest: () => hash.digest('hex'), taken: () => taken, busy: () => writing };
}

/** Sends a reset now. Node's own resetAndDestroy first sends what is queued and a FIN. */
export function resetNow(tcp: Socket): void {
  const { _handle: handle } = tcp as unknown as { _handle?: { reset(done: () => void): number } };
  handle?.reset(() => undefined);
  tcp.destroy();
}

/** Reads all that a socket sends: digest, bytes, and how it ended. */
export async function readAll(socket: Socket): Promise<{ digest: string; bytes: number; end: 'end' | 'cut' }> {
  const hash = createHash('sha256');
  let bytes = 0;
  let end: 'end' | 'cut' = 'cut';
  socket.on('data', (chunk: Buffer) => {
    hash.update(chunk);
    bytes += chunk.length;
  });
  await new Promise<void>((resolve) => {
    socket.once('end', () => {
      end = 'end';
      resolve();
    });
    socket.once('close', resolve);
  });
  return { digest: hash.digest('hex'), bytes, end };
}

/** Writes `bytes` to a socket without overrunning it and gives their digest; leaves the socket open. */
export async function writeAll(socket: Socket, bytes: number): Promise<string> {
  const { source, digest } = sourceOf(bytes);
  const buffer = Buffer.alloc(256 * 1024);
  for (let filled = await source.read(buffer); filled > 0; filled = await source.read(buffer)) {
    await new Promise<void>((resolve) => socket.write(Buffer.from(buffer.subarray(0, filled)), () => resolve()));
  }
  return digest();
}
