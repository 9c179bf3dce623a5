// Keeps the roles running: starts each once, starts a dead one again after a growing pause, and remembers their pids so
// that the next launcher can end what a killed one left behind.
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { backoffMs } from '../backoff.js';
import { writePrivateFile } from './folders.js';
import { identify, type ProcessIdentity, stillRuns } from './process-identity.js';
import { type RoleCommand, RoleProcess } from './role-process.js';

/** A role that ran this long has recovered: its next death counts as the first. */
const recoveredMs = 30_000;

/** All the roles of this launcher. */
export class Supervisor {
  readonly #roles = new Map<string, RoleProcess>();
  readonly #stop = new AbortController();

  constructor(
    private readonly stateFolder: string,
    private readonly say: (line: string) => void,
  ) {}

  /** Starts a role for the first time. Rejects with RoleRefusal when it cannot start. */
  async start(command: RoleCommand): Promise<void> {
    const process = this.#spawn(command);
    await process.ready();
    void this.#keep(command, process);
  }

  /** Lets every role finish for `drainMs`, then ends it. */
  async stop(drainMs: number): Promise<void> {
    this.#stop.abort();
    await Promise.all([...this.#roles.values()].map((role) => role.stop(drainMs)));
    if (this.#roles.size > 0) rmSync(pidFile(this.stateFolder), { force: true });
  }

  /** Ends every role at once. */
  kill(): void {
    this.#stop.abort();
    for (const role of this.#roles.values()) role.kill();
  }

  #spawn(command: RoleCommand): RoleProcess {
    const process = new RoleProcess(command);
    this.#roles.set(command.role, process);
    const identities = [...this.#roles.values()].map(({ pid }) => identify(pid)).filter((found) => found !== undefined);
    writePrivateFile(pidFile(this.stateFolder), JSON.stringify(identities));
    return process;
  }

  async #keep(command: RoleCommand, first: RoleProcess): Promise<void> {
    let process = first;
    let failures = 0;
    for (;;) {
      const since = Date.now();
      await process.ended();
      if (this.#stop.signal.aborted) return;
      failures = Date.now() - since > recoveredMs ? 0 : failures + 1;
      const pauseMs = Math.round(backoffMs(failures));
      this.say(`The ${command.role} role has ended; it starts again in ${pauseMs} ms.`);
      await sleep(pauseMs, undefined, { signal: this.#stop.signal }).catch(() => undefined);
      if (this.#stop.signal.aborted) return;
      process = this.#spawn(command);
      await process.ready().catch((error: unknown) => this.say(error instanceof Error ? error.message : String(error)));
    }
  }
}

const pidFile = (stateFolder: string) => join(stateFolder, 'roles.json');
const leftBehindMs = 10_000;

/** Ends roles whose launcher was killed: they are stopping by themselves, this makes them do it now. */
export async function endLeftBehind(stateFolder: string): Promise<void> {
  const path = pidFile(stateFolder);
  if (!existsSync(path)) return;
  const left = (JSON.parse(readFileSync(path, 'utf8')) as ProcessIdentity[]).filter(stillRuns);
  for (const { pid } of left) process.kill(pid, 'SIGTERM');
  const deadline = Date.now() + leftBehindMs;
  while (left.some(stillRuns) && Date.now() < deadline) await sleep(20);
  for (const role of left.filter(stillRuns)) process.kill(role.pid, 'SIGKILL');
  rmSync(path, { force: true });
}
