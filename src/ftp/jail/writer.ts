// Which process writes a staged file, and whether it still lives: a file whose writer is dead was left by a crash.
import { createHash } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/** How long a file of another machine or container must not have been written before its writer counts as dead. */
export const foreignWriterSilentMs = 60 * 60 * 1000;

/** A machine, one boot of it and, where containers share a kernel, one of them: pids mean something only inside all three. */
const machine = digits(readIfThere('/etc/machine-id') || hostname(), 5);
const boot = digits(readIfThere('/proc/sys/kernel/random/boot_id') ?? '', 6);
const place = `${machine}${boot}${digits(pidNamespace(), 5)}`;

let uploads = 0;

/** A new name for one upload of this process: place, pid, start of the process, number of the upload; all in hex. */
export function nextWriter(): string {
  uploads += 1;
  const { pid } = process;
  return [place, pid.toString(16), startOf(pid) ?? '0', uploads.toString(16)].join('.');
}

/** Whether the process that wrote may still do so; `writtenAt` counts where its pid says nothing here. */
export function stillWrites(writer: string, writtenAt: Date): boolean {
  const [where = '', pid = '', start] = writer.split('.');
  if (isOfEarlierBoot(where)) return false;
  if (where !== place) return Date.now() - writtenAt.getTime() < foreignWriterSilentMs;
  return startOf(parseInt(pid, 16)) === start;
}

/** No process outlives its machine's boot. */
function isOfEarlierBoot(where: string): boolean {
  return where.startsWith(machine) && !where.startsWith(machine + boot);
}

/** When the process began, in hex; `0` where the system does not tell; undefined where there is no such process. */
function startOf(pid: number): string | undefined {
  if (process.platform !== 'linux') return isAlive(pid) ? '0' : undefined;
  const stat = readIfThere(`/proc/${pid}/stat`);
  // The command name, in brackets, may hold spaces and brackets itself: fields are counted behind the last one.
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
  if (fields === undefined || fields[0] === 'Z' || fields[0] === 'X') return undefined;
  return Number(fields[19]).toString(16);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

function pidNamespace(): string {
  try {
    return readlinkSync('/proc/self/ns/pid');
  } catch {
    // A system without namespaces has one place for all.
    return '';
  }
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    return undefined;
  }
}

function digits(text: string, howMany: number): string {
  return createHash('sha256').update(text).digest('hex').slice(0, howMany);
}
