// FTP processes as the panel sees them: which are up, and whether all of them obey a policy. Pure.
import type { InForce, PolicyProcess } from './policy.dto.js';
import type { ServerProcess } from './servers.dto.js';
import type { ServerProcessRow } from './servers.entity.js';

const silentAfterMs = 15_000;

/** Heard from within 15 seconds and not stopped. `now` is the database's clock, which wrote the heartbeat. */
export function isUp(process: Pick<ServerProcessRow, 'heartbeatAt' | 'stoppedAt'>, now: Date): boolean {
  return process.stoppedAt === null && now.getTime() - process.heartbeatAt.getTime() < silentAfterMs;
}

/** Whether every process that is up obeys this version, and since when. */
export function inForce(processes: readonly ServerProcessRow[], version: number, now: Date): InForce {
  const up = processes.filter((process) => isUp(process, now));
  const everywhere = up.length > 0 && up.every((process) => process.appliedVersion === version);
  const applied = up.map((process) => process.appliedAt?.getTime() ?? 0);
  return {
    everywhere,
    since: everywhere ? new Date(Math.max(...applied)).toISOString() : null,
    processes: processes.map((process) => toPolicyProcess(process, now)),
  };
}

function toPolicyProcess(process: ServerProcessRow, now: Date): PolicyProcess {
  return {
    id: process.id,
    pid: process.pid,
    appliedVersion: process.appliedVersion,
    appliedAt: process.appliedAt?.toISOString() ?? null,
    up: isUp(process, now),
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
