// What the system lets this process do with ports. What it may do with customers' files is the jail's business.
import { readFile } from 'node:fs/promises';

const capNetBindService = 1n << 10n;
const activeModePort = 20;

/** Whether this process can bind ports below 1024, which dialling from port 20 needs. */
export async function bindsLowPorts(): Promise<boolean> {
  if (process.platform === 'win32') return true;
  if (process.platform !== 'linux') return process.geteuid?.() === 0;
  const [status, firstFreePort] = await Promise.all([
    readFile('/proc/self/status', 'latin1'),
    readFile('/proc/sys/net/ipv4/ip_unprivileged_port_start', 'latin1').catch(() => '1024'),
  ]);
  const effective = BigInt(`0x${/^CapEff:\s*([0-9a-f]+)/m.exec(status)?.[1] ?? '0'}`);
  return (effective & capNetBindService) !== 0n || Number(firstFreePort) <= activeModePort;
}
