// A name server of one's own over UDP: it answers what it is told to, or nothing at all. It knows A and AAAA questions
// (RFC 1035 §4) and no others.
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { isIPv4 } from 'node:net';

/** How a name is answered. */
export type DnsAnswer =
  { readonly addresses: readonly string[]; readonly ttlSeconds: number } | { readonly code: 'NXDOMAIN' | 'SERVFAIL' };

const codes = { NXDOMAIN: 3, SERVFAIL: 2 } as const;
const recordTypes = { A: 1, AAAA: 28 } as const;

export class DnsServer {
  /** `name family` -> the answer; a name that is not in it does not exist. */
  readonly #answers = new Map<string, DnsAnswer>();
  readonly #socket: Socket;
  /** How often each `name family` was asked for. */
  readonly asked = new Map<string, number>();

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.on('message', (question, from) => socket.send(this.#answerTo(question), from.port, from.address));
  }

  static async start(): Promise<DnsServer> {
    const socket = createSocket('udp4');
    socket.bind(0, '127.0.0.1');
    await once(socket, 'listening');
    return new DnsServer(socket);
  }

  /** As a resolver wants it written. */
  get address(): string {
    return `127.0.0.1:${this.#socket.address().port}`;
  }

  answer(name: string, family: 'ipv4' | 'ipv6', answer: DnsAnswer): void {
    this.#answers.set(`${name} ${family}`, answer);
  }

  async stop(): Promise<void> {
    this.#socket.close();
    await once(this.#socket, 'close');
  }

  #answerTo(message: Buffer): Buffer {
    const { name, end } = readName(message);
    const family = message.readUInt16BE(end) === recordTypes.AAAA ? 'ipv6' : 'ipv4';
    const key = `${name} ${family}`;
    this.asked.set(key, (this.asked.get(key) ?? 0) + 1);
    const answer = this.#answers.get(key) ?? { code: 'NXDOMAIN' };
    const addresses = 'addresses' in answer ? answer.addresses : [];
    const header = Buffer.alloc(12);
    message.copy(header, 0, 0, 2);
    header.writeUInt16BE(0x8180 | ('code' in answer ? codes[answer.code] : 0), 2);
    header.writeUInt16BE(1, 4);
    header.writeUInt16BE(addresses.length, 6);
    const ttlSeconds = 'addresses' in answer ? answer.ttlSeconds : 0;
    const records = addresses.map((address) => recordOf(address, ttlSeconds));
    return Buffer.concat([header, message.subarray(12, end + 4), ...records]);
  }
}

/** The name of the first question, and where it ends. */
function readName(message: Buffer): { readonly name: string; readonly end: number } {
  const labels: string[] = [];
  let at = 12;
  for (let length = message[at] ?? 0; length > 0; length = message[at] ?? 0) {
    labels.push(message.toString('latin1', at + 1, at + 1 + length));
    at += 1 + length;
  }
  return { name: labels.join('.').toLowerCase(), end: at + 1 };
}

/** One answer that points back at the name of the question. */
function recordOf(address: string, ttlSeconds: number): Buffer {
  const bytes = isIPv4(address) ? Buffer.from(address.split('.').map(Number)) : ipv6Bytes(address);
  const record = Buffer.alloc(12);
  record.writeUInt16BE(0xc00c, 0);
  record.writeUInt16BE(isIPv4(address) ? recordTypes.A : recordTypes.AAAA, 2);
  record.writeUInt16BE(1, 4);
  record.writeUInt32BE(ttlSeconds, 6);
  record.writeUInt16BE(bytes.length, 10);
  return Buffer.concat([record, bytes]);
}

function ipv6Bytes(address: string): Buffer {
  const [head = [], tail = []] = address.split('::').map((part) => part.split(':').filter((group) => group !== ''));
  const groups = [...head, ...Array<string>(8 - head.length - tail.length).fill('0'), ...tail];
  return Buffer.from(groups.map((group) => group.padStart(4, '0')).join(''), 'hex');
}
