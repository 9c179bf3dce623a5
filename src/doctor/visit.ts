// From the records of one client's visit to what the connection doctor tells of it: steps in order, and what they come
// down to. Pure; it reads nothing and says no sentence.
import type { DataVerb } from '../ftp/policy.js';
import { culpritOf } from '../ftp/verdict.js';
import type { DoctorStep, DoctorVerdict, DoctorVisit } from './doctor.dto.js';

/** A row of ftp_sessions, as far as it may be told to whoever owns the FTP account. */
export interface VisitSession {
  readonly clientAddress: string;
  readonly clientPort: number;
  readonly clientProgram: string | null;
  readonly tlsVersion: string | null;
  readonly openedAt: Date;
  readonly closedAt: Date | null;
  readonly endReason: string | null;
}

/** A row of login_attempts. */
export interface VisitAttempt {
  readonly at: Date;
  readonly clientAddress: string;
  readonly tls: boolean;
  readonly outcome: string;
}

/** A data connection: a row of data_connections, or what ftp_sessions shows of the present one. */
export interface VisitConnection {
  readonly id: string;
  readonly at: Date;
  readonly verb: DataVerb;
  readonly state: 'waiting' | 'dialling' | 'connected' | 'moving' | 'ended';
  readonly address: string | null;
  readonly port: number | null;
  readonly connectMs: number | null;
  readonly tlsVersion: string | null;
  readonly bytes: number;
  /** Null while it lasts, and in records of older releases. */
  readonly verdict: string | null;
  readonly reference: string | null;
}

/** A row of transfers. */
export interface VisitTransfer {
  readonly at: Date;
  readonly kind: string;
  readonly path: string;
  readonly bytes: number;
  readonly outcome: string;
  readonly reply: string;
}

/** Everything that is known of one visit. */
export interface VisitRecords {
  readonly sessionId: string;
  /** Undefined for a client that was gone before its session was written. */
  readonly session: VisitSession | undefined;
  readonly attempts: readonly VisitAttempt[];
  readonly connections: readonly VisitConnection[];
  readonly transfers: readonly VisitTransfer[];
}

/** Tells one visit. */
export function tellVisit(records: VisitRecords): DoctorVisit {
  const { attempts, connections, session, sessionId, transfers } = records;
  const happened = [
    ...attempts.map(attemptStep),
    ...connections.map(connectionStep),
    ...transfers.map(transferStep),
  ].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  const open = session !== undefined && session.closedAt === null;
  const verdict = verdictOf(happened, open);
  return { sessionId, open, steps: [...arrival(records), ...happened, ...departure(session)], verdict };
}

/** Who came: as the session's row says, or for lack of one the first try to log in. */
function arrival({ attempts: [first], session }: VisitRecords): DoctorStep[] {
  if (session === undefined) return first === undefined ? [] : arrivalOf(first.at, first.clientAddress, first.tls);
  // A try to log in knows for sure whether it was encrypted; the session's row may lag behind.
  const [came, security] = arrivalOf(
    session.openedAt,
    session.clientAddress,
    first?.tls ?? session.tlsVersion !== null,
  );
  const { at } = came;
  const program = session.clientProgram;
  return [
    { ...came, port: session.clientPort },
    ...(program === null ? [] : [{ at, code: 'program' as const, program }]),
    { ...security, ...given({ tlsVersion: session.tlsVersion }) },
  ];
}

function arrivalOf(openedAt: Date, address: string, encrypted: boolean): [DoctorStep, DoctorStep] {
  const at = openedAt.toISOString();
  return [
    { at, code: 'connected', address },
    { at, code: encrypted ? 'encrypted' : 'in-clear' },
  ];
}

function departure(session: VisitSession | undefined): DoctorStep[] {
  if (!session?.closedAt) return [];
  return [{ at: session.closedAt.toISOString(), code: 'ended', ...given({ endReason: session.endReason }) }];
}

function attemptStep({ at, outcome }: VisitAttempt): DoctorStep {
  return { at: at.toISOString(), code: outcome === 'accepted' ? 'login-accepted' : 'login-refused', outcome };
}

function connectionStep(connection: VisitConnection): DoctorStep {
  const { address, at, bytes, connectMs, port, reference, state, tlsVersion, verb, verdict } = connection;
  return {
    at: at.toISOString(),
    code: `data-${state}`,
    verb,
    bytes,
    ...given({ address, port, connectMs, tlsVersion, verdict, reference }),
    ...given({ culprit: verdict === null ? null : culpritOf(verdict) }),
  };
}

function transferStep({ at, bytes, kind, outcome, path, reply }: VisitTransfer): DoctorStep {
  return { at: at.toISOString(), code: 'transfer', kind, path, bytes, outcome, reply };
}

/** What the steps come down to; null while more may follow. The last word of each kind counts. */
function verdictOf(steps: readonly DoctorStep[], open: boolean): DoctorVerdict | null {
  const logins = steps.filter(({ code }) => code.startsWith('login-'));
  const login = logins.find(({ code }) => code === 'login-accepted') ?? logins.at(-1);
  if (login === undefined) return null;
  if (login.code === 'login-refused') return { code: 'login-refused', step: login };
  const data = ofData(steps);
  if (data === null) return open ? null : { code: 'nothing-asked', step: login };
  return open && data.code === 'works' && steps.some(isOnItsWay) ? null : data;
}

/** A data connection that may still fail, whatever has worked before it. */
const isOnItsWay = ({ code }: DoctorStep) =>
  code === 'data-waiting' || code === 'data-dialling' || code === 'data-connected';

function ofData(steps: readonly DoctorStep[]): DoctorVerdict | null {
  const ended = steps.filter(({ code }) => code === 'data-ended');
  const worked = ended.findLast(({ verdict }) => verdict === 'worked');
  const failed = ended.findLast(({ culprit = 'nobody' }) => culprit !== 'nobody');
  const ofFailed = failed && verdictOfFailed(failed, worked);
  if (ofFailed) return ofFailed;
  const transfer = steps.findLast(({ code }) => code === 'transfer');
  if (transfer && refusals.has(transfer.outcome)) return { code: 'transfer-refused', step: transfer };
  return worked === undefined ? null : { code: 'works', step: worked };
}

const refusals = new Set<string | undefined>(['refused', 'failed']);

/** A failure counts unless the same verb has worked since. */
function verdictOfFailed(failed: DoctorStep, worked: DoctorStep | undefined): DoctorVerdict | undefined {
  if (worked === undefined || failed.at > worked.at) return { code: 'data-failed', step: failed };
  return failed.verb === worked.verb ? undefined : { code: 'works-otherwise', step: failed };
}

type Given<T> = { [K in keyof T]?: NonNullable<T[K]> };

/** Only what is there. */
function given<T extends object>(facts: T): Given<T> {
  return Object.fromEntries(
    Object.entries(facts).filter(([, fact]) => fact !== null && fact !== undefined),
  ) as Given<T>;
}
