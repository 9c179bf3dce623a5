// The only road from the panel to a server's disk or live engine: a row that an FTP process of that server claims, and
// the answer it writes into it.
import { randomUUID } from 'node:crypto';
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Actor } from '../auth/actor.js';
import { PanelNudges } from '../database/panel-nudges.js';
import { Problem } from '../http/problems.js';
import type { ProbeAnswer } from './probe-answer.js';

/** What each kind of task is asked with and answers. */
export interface ServerTaskKinds {
  'browse-folder': {
    arguments: { webRootId: string; folder: string };
    result: {
      folder: string;
      entries: { name: string; kind: 'folder' | 'file' | 'link'; sizeBytes: number; modifiedAt: string }[];
      truncated: boolean;
    };
  };
  'check-web-root': {
    arguments: { customerId: string; path: string; systemUid: number; systemGid: number; umask: number };
    result: { ok: true } | { ok: false; reason: string };
  };
  /** Makes an account's folder where it is missing, as the web root's system user. */
  'make-account-folder': { arguments: { accountId: string }; result: { made: boolean } };
  'measure-folder': {
    arguments: { webRootId: string; folder: string };
    /** `complete` is false where it did not come to an end; `realFolder` is where links lead. */
    result: { bytes: number; files: number; folders: number; complete: boolean; realFolder: string };
  };
  /** Counts what lies where a web root is or is to be, and says whose the folder is; or why none can be there. */
  'measure-web-root': {
    arguments: { customerId: string; path: string; systemUid: number; systemGid: number; umask: number };
    result:
      | { ok: false; reason: string }
      | ({ ok: true; ownerUid: number; ownerGid: number } & Omit<
          ServerTaskKinds['measure-folder']['result'],
          'realFolder'
        >);
  };
  /** Removes a folder; of the web root itself only its contents, where asked. What the answer leaves out is asked for again. */
  'remove-folder': {
    arguments: { webRootId: string; folder: string; contents: boolean };
    result: {
      bytes: number;
      files: number;
      folders: number;
      complete: boolean;
      left: { path: string; why: string }[];
      leftCount: number;
    };
  };
  /** Removes the part of an unfinished upload and its row. */
  'discard-upload': { arguments: { uploadId: string }; result: { discarded: boolean } };
  'recount-usage': { arguments: { webRootId: string }; result: { asked: true } };
  /** Looks at a server as a client on the asked server's machine. */
  'probe-server': { arguments: { serverId: string }; result: ProbeAnswer };
  'end-session': { arguments: { sessionId: string; why: string }; result: { ended: number } };
}
export type ServerTaskKind = keyof ServerTaskKinds;

/** One question to one server. */
export interface ServerQuestion<K extends ServerTaskKind> {
  readonly serverId: string;
  readonly kind: K;
  readonly arguments: ServerTaskKinds[K]['arguments'];
  /** Set where only one process can answer. */
  readonly forProcessId?: string;
  /** How long to wait for the answer; 5 seconds unless told. */
  readonly deadlineMs?: number;
  /** How long the server may take up the task after that, at most a day; left out: not at all. */
  readonly standsMs?: number;
}

/** Why a server could not do it; `code` is for programs. */
export interface ServerTaskFailure {
  readonly code: string;
  readonly sentence: string;
}

/** The server tried and could not. */
export class ServerTaskFailed extends Error {
  constructor(readonly failure: ServerTaskFailure) {
    super(failure.sentence);
    this.name = 'ServerTaskFailed';
  }
}

interface Answer {
  state: 'waiting' | 'running' | 'done' | 'failed';
  result: unknown;
  failure: ServerTaskFailure | null;
}

const usualDeadlineMs = 5_000;
const pollMs = 500;

@Injectable()
export class ServerTasksService implements OnModuleDestroy {
  readonly #waiting = new Set<AbortController>();

  constructor(
    private readonly database: DataSource,
    private readonly nudges: PanelNudges,
  ) {}

  onModuleDestroy(): void {
    for (const waiting of this.#waiting) waiting.abort();
  }

  /** Asks and waits. Throws Problem `server-silent` after the deadline and ServerTaskFailed where the server refused. */
  async ask<K extends ServerTaskKind>(
    actor: Pick<Actor, 'email'>,
    question: ServerQuestion<K>,
  ): Promise<ServerTaskKinds[K]['result']> {
    const id = randomUUID();
    const deadlineMs = question.deadlineMs ?? usualDeadlineMs;
    // Heard from before the row is there, so that no answer can be missed.
    const answered = this.#nextNudge(id);
    try {
      await write(this.database.manager, {
        id,
        askedBy: actor.email,
        question,
        deadlineMs: deadlineMs + (question.standsMs ?? 0),
      });
      const until = Date.now() + deadlineMs;
      while (Date.now() < until && !answered.stopped()) {
        await answered.within(Math.min(pollMs, until - Date.now()));
        const answer = await this.#read(id);
        if (answer.state === 'done') return answer.result as ServerTaskKinds[K]['result'];
        if (answer.state === 'failed')
          throw new ServerTaskFailed(answer.failure ?? { code: 'unknown', sentence: 'It failed.' });
      }
      throw await this.#silence(question.serverId, deadlineMs);
    } finally {
      answered.forget();
    }
  }

  /** Asks without waiting; the row with this id will hold the answer, once the server has come to it. */
  async begin<K extends ServerTaskKind>(
    tx: EntityManager,
    actor: Pick<Actor, 'email'>,
    question: ServerQuestion<K>,
  ): Promise<string> {
    const id = randomUUID();
    const deadlineMs = (question.deadlineMs ?? usualDeadlineMs) + (question.standsMs ?? 0);
    await write(tx, { id, askedBy: actor.email, question, deadlineMs });
    return id;
  }

  async #read(id: string): Promise<Answer> {
    const [row] = await this.database.query<Answer[]>(`select state, result, failure from server_tasks where id = $1`, [
      id,
    ]);
    if (row === undefined) throw new Problem('not-found');
    return row;
  }

  async #silence(serverId: string, deadlineMs: number): Promise<Problem> {
    const [server] = await this.database.query<{ name: string }[]>(`select name from servers where id = $1`, [
      serverId,
    ]);
    const seconds = Math.round(deadlineMs / 1000);
    const detail =
      `The server ${server?.name ?? ''} has not answered for ${seconds} seconds. ` +
      'Check that its FTP processes run and reach the database, then try again.';
    return new Problem('server-silent', { detail });
  }

  /** Waits for nudges about one task; each wait ends at the next nudge, at its timeout or when the panel stops. */
  #nextNudge(taskId: string) {
    const stop = new AbortController();
    this.#waiting.add(stop);
    let nudged = false;
    let wake = (): void => undefined;
    const unsubscribe = this.nudges.subscribe(({ topic, id }) => {
      if (topic !== 'resync' && !(topic === 'task' && id === taskId)) return;
      nudged = true;
      wake();
    });
    stop.signal.addEventListener('abort', () => wake());
    return {
      stopped: () => stop.signal.aborted,
      within: async (ms: number): Promise<void> => {
        if (!nudged && !stop.signal.aborted) {
          await new Promise<void>((resolve) => {
            const timer = setTimeout(resolve, ms);
            wake = () => {
              clearTimeout(timer);
              resolve();
            };
          });
        }
        nudged = false;
      },
      forget: (): void => {
        unsubscribe();
        this.#waiting.delete(stop);
      },
    };
  }
}

interface WrittenTask {
  readonly id: string;
  readonly askedBy: string;
  readonly question: ServerQuestion<ServerTaskKind>;
  readonly deadlineMs: number;
}

async function write(tx: EntityManager, { id, askedBy, question, deadlineMs }: WrittenTask): Promise<void> {
  const { forProcessId = null, kind, serverId } = question;
  await tx.query(
    `insert into server_tasks (id, server_id, for_process_id, kind, arguments, asked_by, deadline_at)
     values ($1, $2, $3, $4, $5, $6, now() + $7 * interval '1 millisecond')`,
    [id, serverId, forProcessId, kind, JSON.stringify(question.arguments), askedBy, deadlineMs],
  );
}
