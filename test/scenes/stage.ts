// One scene set up: its network, the server in it, and the home of whoever logs in.
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { inject } from 'vitest';
import type { DataConnectionFacts } from '../../src/ftp/facts.js';
import type { DataVerb, ServerPolicy } from '../../src/ftp/policy.js';
import { testPolicy } from '../support/data-connection.js';
import { eventually } from '../support/eventually.js';
import { makeHome } from '../support/home.js';
import { argumentsOf, type Client, type Errand } from './clients.js';
import type {} from './equipment.global.js';
import { Network, type Topology } from './network.js';

/** What a scene is played on. */
export interface Setting {
  readonly hosts: Topology;
  /** Where clients find the server. */
  readonly door: string;
  readonly policy?: Partial<ServerPolicy>;
  readonly tls?: boolean;
  readonly mendsPasv?: boolean;
  /** Node programs of this folder that run beside the server: on which host, and with which arguments. */
  readonly beside?: readonly (readonly [host: string, script: string, ...args: string[]])[];
}

/** What became of one errand. */
export interface Fetched {
  /** What has come over. */
  readonly content: string;
  readonly said: string;
  readonly connections: readonly DataConnectionFacts[];
}

/** What an errand has of its own. */
export interface Wish {
  /** Left out: the host `client`. */
  readonly from?: string;
  readonly file?: string;
  /** Further arguments of the program. */
  readonly args?: readonly string[];
}

/** A client that is told what to say. */
export interface Typist {
  say(line: string): void;
  /** Waits for a line that begins so. */
  hears(start: string): Promise<string>;
}

interface Line {
  readonly name: string;
  readonly connection?: DataConnectionFacts;
  readonly loggedIn?: true;
  readonly closed?: true;
  readonly ready?: true;
}

/** What every scene fetches unless it says otherwise. */
export const page = { name: 'page', content: 'the page' };

const passive = { ...testPolicy().passive, firstPort: 30_000, lastPort: 30_009 };

/** Short waits: a scene in which something is lost waits for it with every client. */
const scenePolicy: Partial<ServerPolicy> = {
  passive,
  active: { sourcePort: 20, connectTimeoutMs: 2_000 },
  dataWaitMs: 2_000,
  stallTimeoutMs: 2_000,
};

/** A policy's passive part with the range of every scene. */
export const passivePart = (changes: Partial<ServerPolicy['passive']>): Partial<ServerPolicy> => ({
  passive: { ...passive, ...changes },
});

/** A running scene. */
export class Stage {
  readonly home = makeHome();
  /** What clients fetch goes here, under the name they log in with. */
  readonly folder = mkdtempSync(join(tmpdir(), 'portside-scene-'));
  readonly #lines: Line[] = [];
  #sessions = 0;

  private constructor(
    readonly network: Network,
    private readonly setting: Setting,
  ) {}

  /** Builds the network, plays on it, and removes it whatever happens. */
  static async with(setting: Setting, play: (stage: Stage) => Promise<void>): Promise<void> {
    const stage = await Stage.#open(setting);
    try {
      await play(stage);
    } finally {
      await stage.#close();
    }
  }

  static async #open(setting: Setting): Promise<Stage> {
    const network = await Network.build(setting.hosts);
    const stage = new Stage(network, setting);
    try {
      stage.home.write(page.name, page.content);
      await stage.#serve();
      await Promise.all((setting.beside ?? []).map(([host, ...command]) => stage.#firstLine(host, command)));
      return stage;
    } catch (error) {
      await stage.#close();
      throw error;
    }
  }

  /** Fetches a file from a host of the scene and waits until the server has told everything about it. */
  async fetch(client: Client, verb: DataVerb, wish: Wish = {}): Promise<Fetched> {
    const name = `${client}-${(this.#sessions += 1)}`;
    const { door: host, tls = false, mendsPasv = false } = this.setting;
    const into = join(this.folder, name);
    const errand: Errand = { host, name, file: wish.file ?? page.name, into, verb, tls, mendsPasv };
    const command = [client, ...argumentsOf[client](errand), ...(wish.args ?? [])];
    const { stderr } = await this.network.run(wish.from ?? 'client', command, { timeoutMs: 30_000 });
    await this.closed(name);
    return {
      content: existsSync(into) ? readFileSync(into, 'utf8') : '',
      said: stderr,
      connections: this.connections(name),
    };
  }

  /** A client on a host that says these lines, and what it is told to afterwards. */
  type(host: string, lines: readonly string[]): Typist {
    const script = fileURLToPath(new URL('typist.mjs', import.meta.url));
    const program = this.network.start(host, [process.execPath, script, this.setting.door]);
    const heard: string[] = [];
    createInterface({ input: program.stdout }).on('line', (line) => heard.push(line));
    const say = (line: string) => void program.stdin.write(`${line}\r\n`);
    lines.forEach(say);
    const hears = (start: string) =>
      eventually(`it hears ${start}`, () => heard.find((line) => line.startsWith(start)));
    return { say, hears };
  }

  /** What the server has recorded of who logged in under this name. */
  connections(name: string): readonly DataConnectionFacts[] {
    return this.#told(name).flatMap(({ connection }) => connection ?? []);
  }

  /** Waits until every session of this name is over. */
  async closed(name: string): Promise<void> {
    await eventually(`the sessions of ${name} are over`, () => {
      const told = this.#told(name);
      const opened = told.filter(({ loggedIn }) => loggedIn).length;
      return opened > 0 && told.filter(({ closed }) => closed).length === opened;
    });
  }

  async #close(): Promise<void> {
    await this.network.remove();
    this.home.remove();
    rmSync(this.folder, { recursive: true });
  }

  #told(name: string): readonly Line[] {
    return this.#lines.filter((line) => line.name === name);
  }

  async #serve(): Promise<void> {
    const { engine, pair } = inject('sceneEquipment') ?? { engine: '' };
    const policy = testPolicy({ ...scenePolicy, ...this.setting.policy });
    const host = this.setting.door.includes(':') ? '::' : '0.0.0.0';
    const options = JSON.stringify({ host, policy, pair, home: this.home.home });
    const lines = await this.#firstLine('server', ['server.mjs', engine, options]);
    lines.on('line', (line) => this.#lines.push(JSON.parse(line) as Line));
  }

  /** Starts a program of this folder and waits for its first word. */
  async #firstLine(host: string, [script = '', ...args]: readonly string[]): Promise<Interface> {
    const path = fileURLToPath(new URL(script, import.meta.url));
    const program = this.network.start(host, [process.execPath, path, ...args]);
    const lines = createInterface({ input: program.stdout });
    const ended = once(program, 'exit').then(() => Promise.reject(new Error(`${script} has ended.`)));
    await Promise.race([once(lines, 'line'), ended]);
    ended.catch(() => undefined); // from now on it may
    return lines;
  }
}
