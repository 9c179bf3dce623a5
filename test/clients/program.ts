// What the proof with real clients asks of every client: the ways to a server, the acts, and what a program says of itself.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run, type Ran } from '../support/programs.js';

export const securities = ['plain', 'explicit TLS', 'implicit TLS'] as const;
export const modes = ['passive', 'active'] as const;
export const families = ['IPv4', 'IPv6'] as const;

/** One way to talk to a server. */
export interface Way {
  readonly security: (typeof securities)[number];
  readonly mode: (typeof modes)[number];
  readonly family: (typeof families)[number];
}

/** Where to log in, and which way. */
export interface Door extends Way {
  readonly host: '127.0.0.1' | '::1';
  readonly port: number;
  readonly login: string;
  readonly password: string;
}

interface OneFile {
  /** A path of this machine. */
  readonly local: string;
  /** A name on the server. */
  readonly remote: string;
}

/** What a person does with a client, and what each act takes. */
interface Acts {
  readonly upload: OneFile;
  readonly download: OneFile;
  /** The other side holds the first `atByte` bytes already. */
  readonly 'resume upload': OneFile & { readonly atByte: number };
  readonly 'resume download': OneFile & { readonly atByte: number };
  /** Writes the names in the folder into `local`, one a line. */
  readonly list: { readonly folder: string; readonly local: string };
  readonly rename: { readonly from: string; readonly to: string };
  readonly delete: { readonly remote: string };
  readonly 'make folder': { readonly remote: string };
  readonly 'remove folder': { readonly remote: string };
  /** A whole tree, from or into the folder `local`. */
  readonly 'mirror up': OneFile;
  readonly 'mirror down': OneFile;
}

export type ActKind = keyof Acts;
export type Act = { [Kind in ActKind]: { readonly do: Kind } & Acts[Kind] }[ActKind];

/** How a client does each act; what it cannot do is left out. */
export type Ways<T> = { readonly [Kind in ActKind]?: (act: Acts[Kind]) => T };

/** Looks an act up. Throws for one that the client cannot do. */
export function howTo<T>(ways: Ways<T>, act: Act): T {
  const way = ways[act.do] as ((act: Act) => T) | undefined;
  if (way === undefined) throw new Error(`This client cannot ${act.do}.`);
  return way(act);
}

/** An FTP client. */
export interface FtpProgram {
  readonly name: string;
  /** What `apt-get install` must bring; empty notes where everything is here. */
  readonly needs: { readonly missing: boolean; readonly note: string };
  /** What this client cannot do on any server, each with what it says or lacks. */
  readonly cannot: Readonly<Partial<Record<ActKind, string>>>;
  /** Why this client cannot go this way on any server; undefined where it should work. */
  refuses(way: Way): string | undefined;
  /** Does the acts in their order. Rejects with what the program said. */
  perform(door: Door, acts: readonly Act[]): Promise<void>;
}

/** `anna%40example.org`, for URLs that hold a login. */
export const authority = ({ login, password, host, port }: Door): string =>
  `${encodeURIComponent(login)}:${encodeURIComponent(password)}@${urlHost(host)}:${port}`;

/** An address as it stands in a URL. */
export const urlHost = (host: string): string => (host.includes(':') ? `[${host}]` : host);

/** A name on the server as it stands in a URL. */
export const urlPath = (remote: string): string => remote.split('/').map(encodeURIComponent).join('/');

/** Runs a client with nobody's settings, in UTF-8. Rejects with everything it said when its exit code is not 0. */
export async function runClient(
  program: string,
  args: readonly string[],
  options: { readonly input?: string; readonly env?: Readonly<Record<string, string>> } = {},
): Promise<Ran> {
  const home = await mkdtemp(join(tmpdir(), 'portside-nobody-'));
  const env = { PATH: process.env.PATH ?? '', LC_ALL: 'C.UTF-8', HOME: home, ...options.env };
  const ran = await run(program, args, { timeoutMs: 90_000, cwd: home, ...options, env });
  await rm(home, { recursive: true, force: true });
  if (ran.exitCode === 0) return ran;
  throw new Error(`${program} ${args.join(' ')} ended with ${ran.exitCode}:\n${ran.stderr}${ran.stdout}`);
}

/** A client that starts one process an act. */
export function actByAct(one: (door: Door, act: Act) => Promise<unknown>): FtpProgram['perform'] {
  return async (door, acts) => {
    for (const act of acts) await one(door, act);
  };
}
