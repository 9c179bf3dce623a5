// One role as a child process: started, waited for until it serves, stopped. When to start it again is decided in
// supervisor.ts.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Role } from '../config.js';
import type { RoleMessage, StopMessage } from '../role-message.js';
import { commandOf, type Identity } from './identities.js';
import type { Program } from './mirror.js';

/** How a role is started. */
export interface RoleCommand {
  readonly role: Role;
  readonly program: Program;
  readonly identity: Identity | undefined;
  readonly env: NodeJS.ProcessEnv;
}

/** A role could not start; `message` is its own sentence. */
export class RoleRefusal extends Error {
  constructor(sentence: string) {
    super(sentence);
    this.name = 'RoleRefusal';
  }
}

const readyWithinMs = 120_000;
/** Beyond the time a role gives its sessions, it gets this long to close what it holds. */
const closingMs = 20_000;

/** A role process that was spawned; it may not serve yet. */
export class RoleProcess {
  readonly #child: ChildProcess;
  readonly #ended: Promise<void>;

  /** Spawns it in a group of its own, so that a Ctrl-C in the terminal reaches the launcher only. */
  constructor(readonly command: RoleCommand) {
    const entry = `${command.program.root}/dist/src/main.js`;
    const [program = '', ...args] = commandOf(command.identity, [command.program.node, '--enable-source-maps', entry]);
    this.#child = spawn(program, args, {
      cwd: '/',
      detached: true,
      env: { ...command.env, ROLES: command.role },
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    this.#ended = new Promise((resolve) => {
      this.#child.once('exit', () => resolve());
      this.#child.once('error', () => resolve());
    });
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** Resolves when the process has ended, for whatever reason. */
  ended(): Promise<void> {
    return this.#ended;
  }

  /** Resolves when the role serves. Rejects with RoleRefusal when it cannot, and then the process has ended. */
  async ready(): Promise<void> {
    const timer = setTimeout(() => this.kill(), readyWithinMs);
    const answer = await Promise.race([this.#answer(), this.#ended]);
    clearTimeout(timer);
    if (answer !== undefined && 'ready' in answer) return;
    this.kill();
    await this.#ended;
    const sentence = answer?.refused ?? `The ${this.command.role} role ended before it was ready; its log says why.`;
    throw new RoleRefusal(sentence);
  }

  async #answer(): Promise<RoleMessage> {
    const [message] = (await once(this.#child, 'message')) as [RoleMessage];
    return message;
  }

  /** Lets the role finish what runs for `drainMs`, then a little longer to close, then ends it. */
  async stop(drainMs: number): Promise<void> {
    const message: StopMessage = { stop: true };
    if (this.#child.connected) this.#child.send(message, () => undefined);
    const timer = setTimeout(() => this.kill(), drainMs + closingMs);
    await this.#ended;
    clearTimeout(timer);
  }

  /** Ends it at once. */
  kill(): void {
    this.#child.kill('SIGKILL');
  }
}
