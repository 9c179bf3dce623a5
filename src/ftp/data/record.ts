// The flight recorder's raw entry: what became of one PASV, EPSV, PORT or EPRT. It judges nothing.
import { randomUUID } from 'node:crypto';
import type { DataConnectionFacts, Endpoint, LiveDataConnection } from '../facts.js';
import type { DataVerb } from '../policy.js';
import { FtpError, reply, type Reply } from '../replies.js';
import { referenceOf, verdictOf, type Verdict } from '../verdict.js';

type Outcome = DataConnectionFacts['outcome'];

/** Whose connection it is, and who is told of it. */
export interface RecordOwner {
  /** The control connection's other end. */
  readonly peer: Endpoint;
  readonly report: (facts: DataConnectionFacts) => void;
  /** What the policy said about the verb, as a sentence. */
  readonly decision?: string;
  readonly follow?: (connection: LiveDataConnection) => void;
}

/** Collects what happens to one armed verb, tells each step, and reports the whole exactly once. */
export class DataConnectionRecord {
  readonly #id = randomUUID();
  readonly #askedAt = new Date();
  #localPort: number | undefined;
  #peer: Endpoint | undefined;
  #stranger: Endpoint | undefined;
  #strangers = 0;
  #connectedAt: Date | undefined;
  #firstByteAt: Date | undefined;
  #lastByteAt: Date | undefined;
  #closedFirst: DataConnectionFacts['closedFirst'];
  #bytes = 0;
  #tls: { readonly version: string | undefined; readonly resumed: boolean } | undefined;
  #verdict: Verdict | undefined;

  #offered: Endpoint | undefined;
  #knockedPort: number | undefined;

  constructor(
    private readonly verb: DataVerb,
    private readonly of: RecordOwner,
  ) {}

  /** What people quote to have this connection looked up. */
  get reference(): string {
    return referenceOf(this.#id);
  }

  /** Where the client is told to dial, or asks us to. */
  offers(endpoint: Endpoint): void {
    this.#offered = endpoint;
  }

  /** The port of ours that this connection uses or will use. */
  usesLocalPort(port: number | undefined): void {
    this.#localPort = port;
  }

  /** How many connections from other addresses were dropped. */
  get strangers(): number {
    return this.#strangers;
  }

  /** The port is promised, or the target accepted: from now on it is somebody else's turn. */
  armed(): void {
    this.#step('waiting');
  }

  /** We dial. */
  dials(): void {
    this.#step('dialling');
  }

  /** Someone else than the control peer came, and was dropped. */
  strangerCame(from: Endpoint): void {
    this.#strangers += 1;
    this.#stranger = from;
  }

  /** The right peer came to a port that it was not told. */
  knockedElsewhere(port: number): void {
    this.#knockedPort = port;
  }

  /** TCP is up with the right peer. */
  connected(peer: Endpoint): void {
    this.#peer = peer;
    this.#connectedAt = new Date();
    this.#step('connected');
  }

  /** TLS is up; `resumed` says whether the handshake was abbreviated. */
  secured(version: string | undefined, resumed: boolean): void {
    this.#tls = { version, resumed };
    this.#step('connected');
  }

  /** Bytes of the file or listing went over the wire. */
  moved(bytes: number): void {
    this.#bytes += bytes;
    this.#lastByteAt = new Date();
    if (this.#firstByteAt !== undefined) return;
    this.#firstByteAt = this.#lastByteAt;
    this.#step('moving');
  }

  /** One side has said its end; only the first call counts. */
  closedBy(side: 'client' | 'server'): void {
    this.#closedFirst ??= side;
  }

  /** Ends the record and reports it; only the first call counts. */
  end(outcome: Outcome, errno?: string): void {
    if (this.#verdict !== undefined) return;
    const facts = this.#facts(outcome, errno);
    this.#verdict = verdictOf(facts, this.of.peer.address);
    this.of.report({ ...facts, reference: this.reference, verdict: this.#verdict });
  }

  /** Ends the record, and gives the client's reply something to quote: `425 ... (no-one-came, ref 7KQ2M)`. */
  refusal(ending: { readonly outcome: Outcome; readonly errno?: string | undefined }, words: Reply): FtpError {
    this.end(ending.outcome, ending.errno);
    return new FtpError(this.quoted(words));
  }

  /** The words with what to quote behind the first line; as they are while there is no verdict. */
  quoted(words: Reply): Reply {
    if (this.#verdict === undefined) return words;
    const [first = '', ...more] = words.lines;
    return reply(words.code, `${first} (${this.#verdict}, ref ${this.reference})`, ...more);
  }

  #step(state: LiveDataConnection['state']): void {
    if (this.#verdict !== undefined) return;
    this.of.follow?.({
      id: this.#id,
      askedAt: this.#askedAt,
      verb: this.verb,
      state,
      since: new Date(),
      offered: this.#offered,
      localPort: this.#localPort,
      peer: this.#peer,
      tlsVersion: this.#tls?.version,
    });
  }

  #whoClosed(outcome: Outcome): DataConnectionFacts['closedFirst'] {
    if (this.#connectedAt === undefined) return undefined;
    return this.#closedFirst ?? (outcome === 'reset' ? 'client' : 'server');
  }

  #facts(outcome: Outcome, errno: string | undefined): Omit<DataConnectionFacts, 'reference' | 'verdict'> {
    return {
      id: this.#id,
      askedAt: this.#askedAt,
      verb: this.verb,
      offered: this.#offered,
      localPort: this.#localPort,
      peer: this.#peer ?? this.#stranger,
      connectedAt: this.#connectedAt,
      firstByteAt: this.#firstByteAt,
      lastByteAt: this.#lastByteAt,
      closedAt: new Date(),
      closedFirst: this.#whoClosed(outcome),
      decision: this.of.decision,
      bytes: this.#bytes,
      tlsVersion: this.#tls?.version,
      tlsResumed: this.#tls?.resumed,
      outcome,
      strangers: this.#strangers,
      knockedPort: this.#knockedPort,
      errno,
    };
  }
}

/** Reports a verb that the policy forbids, so that no channel was ever armed. */
export function reportDenied(verb: DataVerb, of: RecordOwner): void {
  new DataConnectionRecord(verb, of).end('denied');
}
