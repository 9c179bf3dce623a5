// The engine as tests meet it: a real server on ports of this machine, a real jail in a temporary folder, and ports that
// hold accounts in memory and remember what was reported.
import { afterEach } from 'vitest';
import type { Account, Permission } from '../../src/ftp/account.js';
import { permissions } from '../../src/ftp/account.js';
import type {
  BandwidthUse,
  DataConnectionFacts,
  LiveDataConnection,
  LoginAttempt,
  SessionEnd,
  SessionFacts,
  TransferFacts,
  TreeChange,
  UnfinishedUpload,
} from '../../src/ftp/facts.js';
import { noNameRules } from '../../src/ftp/name-rules.js';
import { FtpServer, type FtpServerOptions } from '../../src/ftp/server.js';
import type { ServerPolicy } from '../../src/ftp/policy.js';
import type { Authenticator, Certificates, KeyPair, LoginAnswer, SessionObserver } from '../../src/ftp/ports.js';
import { selfSignedPair, testPolicy } from './data-connection.js';
import { leaveNothingBehind } from './free-resources.js';
import { FtpClient } from './ftp-client.js';
import { makeHome, type TestHome } from './home.js';

/** Everything that was reported, in order. */
export class RecordingObserver implements SessionObserver {
  readonly openedSessions: SessionFacts[] = [];
  readonly attempts: LoginAttempt[] = [];
  readonly transfers: TransferFacts[] = [];
  readonly changes: TreeChange[] = [];
  readonly connections: DataConnectionFacts[] = [];
  readonly steps: LiveDataConnection[] = [];
  /** What is left of uploads now, by id. */
  readonly unfinished = new Map<string, UnfinishedUpload>();
  readonly ends: SessionEnd[] = [];
  readonly bandwidthUses: BandwidthUse[] = [];
  readonly notes: { readonly event: string; readonly fields: Readonly<Record<string, unknown>> }[] = [];

  opened(session: SessionFacts): void {
    this.openedSessions.push(session);
  }
  loginTried(_session: SessionFacts, attempt: LoginAttempt): void {
    this.attempts.push(attempt);
  }
  transferEnded(_session: SessionFacts, _account: Account, transfer: TransferFacts): void {
    this.transfers.push(transfer);
  }
  treeChanged(_session: SessionFacts, _account: Account, change: TreeChange): void {
    this.changes.push(change);
  }
  dataConnectionChanged(_session: SessionFacts, connection: LiveDataConnection): void {
    this.steps.push(connection);
  }
  dataConnectionEnded(_session: SessionFacts, _account: Account, connection: DataConnectionFacts): void {
    this.connections.push(connection);
  }
  uploadLeft(_session: SessionFacts, _account: Account, upload: UnfinishedUpload): void {
    this.unfinished.set(upload.id, upload);
  }
  uploadGone(_session: SessionFacts, _account: Account, id: string): void {
    this.unfinished.delete(id);
  }
  closed(_session: SessionFacts, end: SessionEnd): void {
    this.ends.push(end);
  }
  bandwidthUseChanged(use: BandwidthUse): void {
    this.bandwidthUses.push(use);
  }
  noted(_level: 'info' | 'warn' | 'error', event: string, fields: Readonly<Record<string, unknown>>): void {
    this.notes.push({ event, fields });
  }
}

/** The login of every test's account, another account's in the same home, and the password of both. */
export const login = 'anna@example.org';
export const otherLogin = 'berta@example.org';
export const password = 'opensesame';

export interface EngineOptions {
  readonly policy?: Partial<ServerPolicy>;
  readonly limits?: FtpServerOptions['limits'];
  readonly permissions?: readonly Permission[];
  readonly account?: Partial<Account>;
  /** What the Authenticator says to the right password; left out: yes. */
  readonly answer?: LoginAnswer | Error;
  /** Who may log in without TLS where the policy requires it. */
  readonly clearTextLogins?: readonly string[];
  readonly host?: string;
  readonly certificate?: 'none' | Certificates;
  readonly knowsHost?: FtpServerOptions['knowsHost'];
  /** Left out: nothing is counted. */
  readonly quotas?: FtpServerOptions['quotas'];
  /** Also listens where TLS begins with the first byte. */
  readonly implicitTls?: boolean;
}

/** A running engine with one account. */
export interface Engine {
  readonly server: FtpServer;
  readonly observer: RecordingObserver;
  readonly home: TestHome;
  readonly policy: ServerPolicy;
  readonly account: Account;
  /** A client that has read the greeting. */
  connect(options?: { from?: string; address?: string; serverName?: string }): Promise<FtpClient>;
  /** A client that is logged in. */
  logIn(options?: { from?: string; address?: string }): Promise<FtpClient>;
  /** A client on the port where TLS begins with the first byte. */
  connectTls(options?: { serverName?: string }): Promise<FtpClient>;
  stop(): Promise<void>;
}

const otherAccountId = '6f1f6c1e-4c3b-4f7a-9d0e-333333333333';
let pair: Promise<KeyPair> | undefined;
const running = new Set<Engine>();

// Vitest runs the hook that was registered last first: the engine stops, then what it left behind is counted.
leaveNothingBehind();
afterEach(async () => {
  await Promise.all([...running].map((engine) => engine.stop()));
});

/** Starts an engine that stops by itself after the test. */
export async function startEngine(options: EngineOptions = {}): Promise<Engine> {
  pair ??= selfSignedPair();
  const pairs = options.certificate === 'none' ? [] : [await pair];
  const home = makeHome();
  const observer = new RecordingObserver();
  const policy = testPolicy(options.policy);
  const account: Account = {
    id: '6f1f6c1e-4c3b-4f7a-9d0e-111111111111',
    customerId: '6f1f6c1e-4c3b-4f7a-9d0e-222222222222',
    login,
    home: home.home,
    permissions: new Set(options.permissions ?? permissions),
    names: noNameRules,
    uploads: 'staged',
    onlyOwnFiles: false,
    maxSessions: undefined,
    ...options.account,
  };
  const host = options.host ?? '127.0.0.1';
  const server = await FtpServer.start({
    listen: { host, port: 0, tlsPort: options.implicitTls ? 0 : undefined },
    policy,
    authenticator: authenticatorOf(account, options),
    certificates: typeof options.certificate === 'object' ? options.certificate : { current: async () => pairs },
    observer,
    ...(options.knowsHost && { knowsHost: options.knowsHost }),
    ...(options.quotas && { quotas: options.quotas }),
    limits: { failedLoginDelayMs: 1, ...options.limits },
  });
  const clients = new Set<FtpClient>();
  const keep = (client: FtpClient) => {
    clients.add(client);
    return client;
  };
  const connect: Engine['connect'] = async (from) =>
    keep(await FtpClient.connect({ ...server.addresses.ftp, ...from }));
  const engine: Engine = {
    server,
    observer,
    home,
    policy,
    account,
    connect,
    logIn: async (from) => {
      const client = await connect(from);
      await client.logIn(login, password);
      return client;
    },
    connectTls: async (named) =>
      keep(await FtpClient.connect({ ...(server.addresses.ftps ?? { port: 0 }), tls: true, ...named })),
    stop: async () => {
      if (!running.delete(engine)) return;
      for (const client of clients) client.destroy();
      await server.stop({ drainMs: 0 });
      home.remove();
    },
  };
  running.add(engine);
  return engine;
}

function authenticatorOf(account: Account, { answer, clearTextLogins = [] }: EngineOptions): Authenticator {
  return {
    allowsClearText: (name) => Promise.resolve(clearTextLogins.includes(name)),
    authenticate: (name, secret) => {
      if (![account.login, otherLogin].includes(name) || secret.reveal() !== password) {
        return Promise.resolve({ refused: 'wrong-login-or-password' });
      }
      if (name === otherLogin) return Promise.resolve({ account: { ...account, login: name, id: otherAccountId } });
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer ?? { account });
    },
  };
}
