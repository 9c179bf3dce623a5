// One listing over one data connection, opened by each of the four verbs, and what it means when it does not come about.
import { once } from 'node:events';
import { createServer, isIPv6, type AddressInfo, type Socket } from 'node:net';
import { kindOfAddress } from '../ftp/data/address.js';
import type { Endpoint } from '../ftp/facts.js';
import type { DataVerb } from '../ftp/policy.js';
import { verdicts, type Verdict } from '../ftp/verdict.js';
import { dial, inWords, FtpFailure, spelled, type FtpClient, type FtpReply } from './client.js';

/** How long a server may take to give up, beyond the time that its policy gives to the connection. */
const graceMs = 5_000;
const longestWaitMs = 25_000;

/** What is known of the server beforehand. */
export interface ListingTarget {
  readonly passive: { readonly firstPort: number; readonly lastPort: number };
  /** How long the server tries to reach a client in active mode. */
  readonly connectTimeoutMs: number;
  /** The addresses beside the control connection's that a PASV reply may send the client to; left out: any. */
  readonly ownAddresses?: readonly string[];
  /** Told when the data connection stands, before the listing comes. */
  readonly connected?: (path: string) => void;
}

/** A verb that led to no listing. */
export class VerbFailure extends Error {
  constructor(
    readonly outcome: 'failed' | 'not-allowed',
    readonly verdict: Verdict | null,
    sentence: string,
  ) {
    super(sentence);
    this.name = 'VerbFailure';
  }
}

/** PASV or EPSV and a listing. Gives what worked as a sentence. Throws VerbFailure and FtpFailure. */
export async function listPassively(client: FtpClient, verb: DataVerb, target: ListingTarget): Promise<string> {
  const offered = offeredBy(agreed(await client.say(verb)), client.peer);
  const socket = await reachOffered(offered, client, target);
  target.connected?.(`to ${spelled(offered)}`);
  try {
    const opening = client.say('LIST', waitMs(target));
    return await finish(client, socket, { opening, path: `to ${spelled(offered)}` });
  } finally {
    socket.destroy();
  }
}

/** PORT or EPRT and a listing, for which the server dials this machine. */
export async function listActively(client: FtpClient, verb: DataVerb, target: ListingTarget): Promise<string> {
  const { address } = client.local;
  const server = createServer();
  server.listen(0, address);
  await once(server, 'listening');
  const here = { address: plain(address), port: (server.address() as AddressInfo).port };
  const stopWaiting = new AbortController();
  const tooLate = setTimeout(() => stopWaiting.abort(), waitMs(target));
  const arrived = once(server, 'connection', { signal: stopWaiting.signal }).then(
    ([socket]) => socket as Socket,
    () => {
      // Something between the two has taken the connection and kept it.
      throw new FtpFailure('ETIMEDOUT', `The server said that it came, but nothing arrived at ${spelled(here)}.`);
    },
  );
  arrived.then((socket) => socket.on('error', () => undefined)).catch(() => undefined);
  try {
    agreed(await client.say(targetLine(verb, here)));
    const opening = await client.say('LIST', waitMs(target));
    if (opening.code >= 400) throw refusal(opening);
    const socket = await arrived;
    target.connected?.(`from the server to ${spelled(here)}`);
    return await finish(client, socket, {
      opening: Promise.resolve(opening),
      path: `from the server to ${spelled(here)}`,
    });
  } finally {
    clearTimeout(tooLate);
    stopWaiting.abort();
    server.close();
    await arrived.then(
      (socket) => socket.destroy(),
      () => undefined,
    );
  }
}

async function reachOffered(
  offered: Endpoint,
  client: FtpClient,
  { ownAddresses, passive }: ListingTarget,
): Promise<Socket> {
  if (ownAddresses?.includes(offered.address) === false && plain(offered.address) !== plain(client.peer.address)) {
    const sentence = `The server told the client to come to ${spelled(offered)}, which is none of its own addresses.`;
    throw new VerbFailure('failed', null, `${sentence} Write its public address into the policy.`);
  }
  try {
    return await dial(offered);
  } catch (error) {
    if (!(error instanceof FtpFailure)) throw error;
    const unroutable = kindOfAddress(offered.address) !== 'public' && kindOfAddress(client.peer.address) === 'public';
    const cure = unroutable
      ? 'It is no address of the internet: write the public address into the policy.'
      : `Check the public address, and that the firewall lets ports ${passive.firstPort}-${passive.lastPort} in.`;
    const verdict = unroutable ? 'offered-private-address' : 'no-one-came';
    throw new VerbFailure(
      'failed',
      verdict,
      `The server told the client to come to ${spelled(offered)}, which did not work: ${inWords(error.code)}. ${cure}`,
    );
  }
}

interface Listing {
  readonly opening: Promise<FtpReply>;
  readonly path: string;
}

async function finish(client: FtpClient, socket: Socket, { opening, path }: Listing): Promise<string> {
  const first = await opening;
  if (first.code >= 400) throw refusal(first);
  const data = await client.secureData(socket);
  let bytes = 0;
  data.on('data', (chunk: Buffer) => (bytes += chunk.length));
  const final = await client.reply();
  if (final.code !== 226) throw refusal(final);
  const how = client.protectsData ? 'encrypted' : 'in the clear';
  return `A listing came ${path}, ${how}${bytes === 0 ? '' : `, with ${bytes} bytes`}.`;
}

/** Throws where the verb was refused; by 502 the policy refuses it. */
function agreed(reply: FtpReply): FtpReply {
  if (reply.code === 502) throw new VerbFailure('not-allowed', null, reply.text);
  if (reply.code >= 400) throw refusal(reply);
  return reply;
}

/** The server says itself what it thinks: `425 ... (client-refused, ref 7KQ2M)`. */
function refusal({ code, text }: FtpReply): VerbFailure {
  const word = /\(([a-z-]+), ref [0-9A-Z]+\)/.exec(text)?.[1];
  const verdict = verdicts.find((known) => known === word) ?? null;
  return new VerbFailure('failed', verdict, `The server said: ${code} ${text}`);
}

function offeredBy({ code, text }: FtpReply, peer: Endpoint): Endpoint {
  const extended = /\(\|\|\|(\d{1,5})\|\)/.exec(text);
  if (code === 229 && extended !== null) return { address: peer.address, port: Number(extended[1]) };
  const [, one, two, three, four, high, low] = /(\d+),(\d+),(\d+),(\d+),(\d+),(\d+)/.exec(text) ?? [];
  if (code !== 227 || low === undefined) throw new FtpFailure('reply', `The server said: ${code} ${text}`);
  return { address: [one, two, three, four].join('.'), port: Number(high) * 256 + Number(low) };
}

function targetLine(verb: DataVerb, { address, port }: Endpoint): string {
  if (verb === 'PORT') return `PORT ${address.replaceAll('.', ',')},${port >> 8},${port & 255}`;
  return `EPRT |${isIPv6(address) ? 2 : 1}|${address}|${port}|`;
}

function plain(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.)/, '');
}

function waitMs({ connectTimeoutMs }: ListingTarget): number {
  return Math.min(connectTimeoutMs + graceMs, longestWaitMs);
}
