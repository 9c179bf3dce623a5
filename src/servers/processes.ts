// FTP processes as the panel sees them: which are up, and whether all of them obey a policy. Pure.
import type { InForce, PolicyProcess } from './policy.dto.js';
import type { ServerProcess } from './servers.dto.js';
import type { ServerProcessRow } from './servers.entity.js';

const silentAfterMs = 15_000;

/** Heard from within 15 seconds and not stopped. `now` is the database's clock, which wrote the heartbeat. */
export function isUp(process: Pick<ServerProcessRow, 'heartbeatAt' | 'stoppedAt'>, now: Date): boolean {
  return process.stoppedAt === null && now.getTime() - process.heartbeatAt.getTime() < silentAfterMs;
}

/** Which version of which server's policy is asked about. */
export interface PolicyInQuestion {
  readonly serverName: string;
  readonly version: number;
}

/** Whether every process that is up obeys this version, and since when. */
export function inForce(processes: readonly ServerProcessRow[], policy: PolicyInQuestion, now: Date): InForce {
  const up = processes.filter((process) => isUp(process, now));
  const silent = up.filter((process) => process.appliedVersion !== policy.version);
  const everywhere = up.length > 0 && silent.length === 0;
  const applied = up.map((process) => process.appliedAt?.getTime() ?? 0);
  const since = everywhere ? new Date(Math.max(...applied)).toISOString() : null;
  return {
    everywhere,
    sentence: inForceSentence(policy, since, silent),
    since,
    processes: processes.map((process) => toPolicyProcess(process, now)),
  };
}

function inForceSentence(
  { serverName, version }: PolicyInQuestion,
  since: string | null,
  silent: readonly ServerProcessRow[],
): string {
  if (since !== null) return `In force on ${serverName} since ${since.slice(11, 19)} UTC.`;
  if (silent.length === 0)
    return `No FTP process of ${serverName} is up; the first that starts obeys version ${version}.`;
  const each = silent.map(({ pid, appliedVersion }) =>
    appliedVersion === null ? `process ${pid}` : `process ${pid} (obeys version ${appliedVersion})`,
  );
  return `Not yet in force on ${serverName}: no answer from ${each.join(', ')}.`;
}

function toPolicyProcess(process: ServerProcessRow, now: Date): PolicyProcess {
  return {
    id: process.id,
    pid: process.pid,
    appliedVersion: process.appliedVersion,
    appliedAt: process.appliedAt?.toISOString() ?? null,
    up: isUp(process, now),
    publicAddresses: process.publicAddresses,
    refusedPorts: process.refusedPorts,
  };
}

/** A process with everything staff may know. */
export function toServerProcess(process: ServerProcessRow, now: Date): ServerProcess {
  return {
    ...toPolicyProcess(process, now),
    version: process.version,
    startedAt: process.startedAt.toISOString(),
    heartbeatAt: process.heartbeatAt.toISOString(),
    identity: process.identity,
    jailBackend: process.jailBackend,
    bindsLowPorts: process.bindsLowPorts,
  };
}
