// From key pairs to what handshakes are made of: secure contexts, which of them a client's SNI chooses, and how one
// session's tickets are told from every other's. It never sees a socket.
import { createHash, randomBytes } from 'node:crypto';
import { createSecureContext, type SecureContext } from 'node:tls';
import { NameTable, namesOn } from './certificate-names.js';
import type { TlsVersion } from './policy.js';
import type { KeyPair } from './ports.js';
import { TicketKeys } from './ticket-keys.js';

const ciphers = [
  'TLS_AES_128_GCM_SHA256',
  'TLS_AES_256_GCM_SHA384',
  'TLS_CHACHA20_POLY1305_SHA256',
  'ECDHE-ECDSA-AES128-GCM-SHA256',
  'ECDHE-RSA-AES128-GCM-SHA256',
  'ECDHE-ECDSA-AES256-GCM-SHA384',
  'ECDHE-RSA-AES256-GCM-SHA384',
  'ECDHE-ECDSA-CHACHA20-POLY1305',
  'ECDHE-RSA-CHACHA20-POLY1305',
].join(':');

/**
 * A control session outlives OpenSSL's default of five minutes by far. A week is the most that RFC 8446 §4.6.1 grants a
 * ticket; each data connection that resumes under TLS 1.3 brings a new one.
 */
const weekSeconds = 7 * 24 * 60 * 60;

/** Stands in a context between two handshakes, so that no session's own id is ever the context's. */
const nobody = 'nobody';

/** What tickets are sealed with, and how long they are good for. */
export class Tickets {
  readonly keys: TicketKeys;

  constructor(readonly lifetimeSeconds = weekSeconds) {
    this.keys = new TicketKeys(lifetimeSeconds * 1000);
  }
}

/** The part of Node's native context that node:tls itself uses and does not document. */
interface NativeContext {
  setSessionIdContext(id: string): void;
  enableTicketKeyCallback(): void;
  onticketkeycallback?: (name: Buffer, iv: Buffer, sealing: boolean) => TicketAnswer;
}

/** Verdict, HMAC key, AES key, and for a new ticket the key's name and an IV. */
type TicketAnswer =
  | readonly [verdict: typeof unknownKey]
  | readonly [verdict: typeof good | typeof goodButRenew, hmac: Buffer, aes: Buffer, name?: Buffer, iv?: Buffer];

const unknownKey = 0;
const good = 1;
const goodButRenew = 2;

/** What all contexts that are made at a time have in common. */
export interface ContextOptions {
  readonly tickets: Tickets;
  /** The oldest TLS that they speak. */
  readonly oldest: TlsVersion;
}

interface Parts {
  readonly made: ReadonlyMap<string, SecureContext>;
  readonly names: NameTable<SecureContext>;
  /** For clients that name no host or an unknown one. */
  readonly first: SecureContext;
  readonly oldest: TlsVersion;
}

/** The contexts of all certificates that are in use at a time. Sessions hold on to the ones they began with. */
export class TlsContexts {
  private constructor(private readonly parts: Parts) {}

  /**
   * Contexts for these pairs, the first being for clients that name no host or an unknown one; undefined for no pairs.
   * Those of `before` serve again where the pair and the oldest TLS are the same. Throws an Error with a sentence for a pair that is none.
   */
  static of(
    pairs: readonly KeyPair[],
    options: ContextOptions & { readonly before: TlsContexts | undefined },
  ): TlsContexts | undefined {
    const made = new Map<string, SecureContext>();
    const names = new NameTable<SecureContext>();
    const before = options.before?.parts.oldest === options.oldest ? options.before : undefined;
    let first: SecureContext | undefined;
    for (const pair of pairs) {
      const key = keyOf(pair);
      const context = before?.parts.made.get(key) ?? contextOf(pair, options);
      made.set(key, context);
      names.add(pair.names ?? namesOn(pair.cert), context);
      first ??= context;
    }
    return first && new TlsContexts({ made, names, first, oldest: options.oldest });
  }

  /** Whether the pair is in use. */
  has(pair: KeyPair): boolean {
    return this.parts.made.has(keyOf(pair));
  }

  /** Whether there is anything to choose from. */
  get several(): boolean {
    return this.parts.made.size > 1;
  }

  /** The context for a host name: the first one's where none of the certificates has it. */
  choose(hostName: string): SecureContext {
    return this.parts.names.find(hostName) ?? this.parts.first;
  }

  /**
   * Runs `begin` with the context of a host, or the first one. `begin` must make its connection before it returns:
   * OpenSSL copies the context's session id context into each new connection, writes it into the tickets it gives and
   * takes a ticket back only where it finds the same one there; any other is answered by a full handshake. So a
   * connection that resumed has resumed this session.
   */
  as<T>(session: { id: string; hostName: string | undefined }, begin: (context: SecureContext) => T): T {
    const context = this.choose(session.hostName ?? '');
    const native = nativeOf(context);
    native.setSessionIdContext(session.id);
    try {
      return begin(context);
    } finally {
      native.setSessionIdContext(nobody);
    }
  }
}

function contextOf(pair: KeyPair, { tickets, oldest }: ContextOptions): SecureContext {
  try {
    const context = createSecureContext({
      key: pair.key,
      cert: pair.cert,
      ciphers,
      minVersion: oldest,
      sessionTimeout: tickets.lifetimeSeconds,
    });
    renewTickets(nativeOf(context), tickets.keys);
    return context;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Error(`The certificate and its key cannot be used together: ${why}`, { cause: error });
  }
}

/**
 * Gives a new ticket to whoever resumes. By itself Node doesn't, and a client that uses each ticket once (Java) would
 * soon have none left; nor could a session outlive its first ticket.
 */
function renewTickets(native: NativeContext, keys: TicketKeys): void {
  native.onticketkeycallback = (theirs, _iv, sealing) => {
    const key = sealing ? keys.newest : keys.find(theirs);
    if (key === undefined) return [unknownKey];
    return sealing ? [good, key.hmac, key.aes, key.name, randomBytes(16)] : [goodButRenew, key.hmac, key.aes];
  };
  native.enableTicketKeyCallback();
}

function nativeOf(context: SecureContext): NativeContext {
  return context.context as NativeContext;
}

function keyOf({ cert, key }: KeyPair): string {
  return createHash('sha256').update(cert).update('\0').update(key).digest('base64');
}
