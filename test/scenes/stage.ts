// One scene set up: its network, the server in it, and the home of whoever logs in.
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { DataConnectionFacts } from '../../src/ftp/facts.js';
import type { DataVerb, ServerPolicy } from '../../src/ftp/policy.js';
import type { KeyPair } from '../../src/ftp/ports.js';
import { testPolicy } from '../support/data-connection.js';
import { eventually } from '../support/eventually.js';
import { makeHome } from '../support/home.js';
import { argumentsOf, type Client, type Errand } from './clients.js';
import { Network, type Topology } from './network.js';

/** What a scene is played on. */
export interface Setting {
  readonly hosts: Topology;
  /** Where clients find the server. */
  readonly door: string;
  readonly policy?: Partial<ServerPolicy>;
  readonly tls?: boolean;
  readonly mendsPasv?: boolean;
}

/** The same for every stage. */
export interface Equipment {
  /** The compiled engine. */
  readonly engine: string;
  readonly pair: KeyPair;
}

/** What became of one errand. */
export interface Fetched {
  /** What has come over. */
  readonly content: string;
  readonly said: string;
  readonly connections: readonly DataConnectionFacts[];
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

const passive = { firstPort: 30_000, lastPort: 30_009, publicIpv4: undefined, overrides: [] };

/** Short waits: a scene in which something is lost waits for it with every client. */
const scenePolicy: Partial<ServerPolicy> = {
  passive,
  active: { sourcePort: 20, connectTimeoutMs: 2_000 },
  dataWaitMs: 3_000,
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

  /** Builds the network and starts the server in it. */
  static async open(setting: Setting, equipment: Equipment): Promise<Stage> {
    const network = await Network.build(setting.hosts);
    const stage = new Stage(network, setting);
    try {
      stage.home.write(page.name, page.content);
      await stage.#serve(equipment);
      return stage;
    } catch (error) {
      await stage.close();
      throw error;
    }
  }

  /** Fetches a file from a host of the scene and waits until the server has told everything about it. */
  async fetch(client: Client, verb: DataVerb, wish: { from?: string; file?: string } = {}): Promise<Fetched> {
    const name = `${client}-${(this.#sessions += 1)}`;
    const { door: host, tls = false, mendsPasv = false } = this.setting;
    const into = join(this.folder, name);
    const errand: Errand = { host, name, file: wish.file ?? page.name, into, verb, tls, mendsPasv };
    const { stderr } = await this.network.run(wish.from ?? 'client', [client, ...argumentsOf[client](errand)], {
      timeoutMs: 20_000,
    });
    await this.closed(name);
    return {
      content: existsSync(into) ? readFileSync(into, 'utf8') : '',
      said: stderr,
      connections: this.connections(name),
    };
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

  async close(): Promise<void> {
    await this.network.remove();
    this.home.remove();
    rmSync(this.folder, { recursive: true });
  }

  #told(name: string): readonly Line[] {
    return this.#lines.filter((line) => line.name === name);
  }

  async #serve({ engine, pair }: Equipment): Promise<void> {
    const policy = testPolicy({ ...scenePolicy, ...this.setting.policy });
    const host = this.setting.door.includes(':') ? '::' : '0.0.0.0';
    const options = JSON.stringify({ host, policy, pair, home: this.home.home });
    const script = fileURLToPath(new URL('server.mjs', import.meta.url));
    const server = this.network.start('server', [process.execPath, script, engine, options]);
    const lines = createInterface({ input: server.stdout ?? process.stdin });
    lines.on('line', (line) => this.#lines.push(JSON.parse(line) as Line));
    const ended = once(server, 'exit').then(() => Promise.reject(new Error('The server of the scene has ended.')));
    await Promise.race([once(lines, 'line'), ended]);
    ended.catch(() => undefined); // from now on as the scene wishes
  }
}
