// Which process a pid in a file really means: a pid alone may have been given to somebody else since.
import { readFileSync } from 'node:fs';

/** A pid together with what tells its process from a later one of the same number. */
export interface ProcessIdentity {
  readonly pid: number;
  /** Boot and start tick on Linux; undefined where the system does not tell. */
  readonly startedAt: string | undefined;
}

/** The identity of a process that runs now; undefined where there is none (a zombie counts as none). */
export function identify(pid: number): ProcessIdentity | undefined {
  if (process.platform !== 'linux') return isAlive(pid) ? { pid, startedAt: undefined } : undefined;
  const stat = readIfThere(`/proc/${pid}/stat`);
  if (stat === undefined) return undefined;
  // The command name, in brackets, may hold spaces and brackets itself: fields are counted behind the last one.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [state] = fields;
  if (state === 'Z' || state === 'X') return undefined;
  const boot = readIfThere('/proc/sys/kernel/random/boot_id')?.trim() ?? '';
  return { pid, startedAt: `${boot}:${fields[19] ?? ''}` };
}

/** Whether the process that was identified then is still the one that has its pid now. */
export function stillRuns(then: ProcessIdentity): boolean {
  const now = identify(then.pid);
  return now !== undefined && now.startedAt === then.startedAt;
}

/** The command line of a process, or '' where the system does not tell (no procfs, or it has ended). */
export function commandLine(pid: number): string {
  return (readIfThere(`/proc/${pid}/cmdline`) ?? '').replaceAll('\0', ' ').trim();
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
