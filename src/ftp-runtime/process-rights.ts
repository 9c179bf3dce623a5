// What the system says to this process about ports. What it may do with customers' files is the jail's business. Read
// once and synchronously: see file-certificates.ts.
import { readFileSync } from 'node:fs';

const capNetBindService = 1n << 10n;
const activeModePort = 20;

/** Whether this process can bind ports below 1024, which dialling from port 20 needs. */
export function bindsLowPorts(): boolean {
  if (process.platform === 'win32') return true;
  if (process.platform !== 'linux') return process.geteuid?.() === 0;
  const effective = BigInt(`0x${/^CapEff:\s*([0-9a-f]+)/m.exec(readKernel('/proc/self/status'))?.[1] ?? '0'}`);
  const firstFreePort = Number(readKernel('/proc/sys/net/ipv4/ip_unprivileged_port_start') || '1024');
  return (effective & capNetBindService) !== 0n || firstFreePort <= activeModePort;
}

/** The ports that the kernel hands out by itself; undefined where it does not say. */
export function ephemeralPorts(): { readonly first: number; readonly last: number } | undefined {
  const [, first, last] = /^(\d+)\s+(\d+)\s*$/.exec(readKernel('/proc/sys/net/ipv4/ip_local_port_range')) ?? [];
  return first === undefined ? undefined : { first: Number(first), last: Number(last) };
}

/** What the kernel writes there, or nothing where there is no such file (other systems, old kernels). */
function readKernel(path: string): string {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return '';
  }
}
