// A network of our own on this machine: hosts are network namespaces, cables are pairs of virtual interfaces, firewalls
// and NAT are nftables. Needs root; what is made is removed by `remove`, or by the next run where this one was killed.
import { spawn, type ChildProcess, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import { isRoot } from '../support/home.js';
import { needsPrograms, run, type Ran } from '../support/programs.js';

/** One machine: a computer, a router with NAT, a middlebox. */
export interface Host {
  /** The next machine on the way to the internet; `internet` itself stands behind nothing. */
  readonly behind: string;
  /** Its addresses towards that machine, with prefix; the machine's own end has the last number but one. */
  readonly addresses: readonly string[];
  /** nftables rules, as `nft -f` reads them. */
  readonly rules?: string;
}
export type Topology = Readonly<Record<string, Host>>;

const prefix = 'portside-scene-';
let made = 0;

/** Why no network can be made here, for the name of a test that is skipped; empty where one can. */
export const lacking =
  needsPrograms('ip', 'nft').note || (isRoot && process.platform === 'linux' ? '' : ' [needs root on Linux]');

/** Whether this kernel follows FTP's control connections in its firewall (nf_conntrack_ftp and nf_nat_ftp). */
export async function followsFtp(): Promise<boolean> {
  const network = await Network.build({ router: { behind: 'internet', addresses: [] } });
  try {
    return (await network.run('router', ['nft', '-f', '-'], { input: ftpHelper })).exitCode === 0;
  } finally {
    await network.remove();
  }
}

/** Has a router read FTP's control connections, open what they agree on and translate the addresses in them. */
export const ftpHelper = `
table ip helper {
  ct helper ftp { type "ftp" protocol tcp; }
  chain in { type filter hook prerouting priority 0; tcp dport 21 ct helper set "ftp"
  }
}
`;

/** Hosts that reach each other as their routers let them. */
export class Network {
  readonly #id = `${prefix}${process.pid}-${(made += 1)}-`;
  readonly #children = new Set<ChildProcess>();
  readonly #hosts: readonly string[];

  private constructor(private readonly topology: Topology) {
    this.#hosts = ['internet', ...Object.keys(topology)];
  }

  /** Makes the hosts, cables, addresses, routes and rules. Rejects with what `ip` or `nft` said. */
  static async build(topology: Topology): Promise<Network> {
    const network = new Network(topology);
    try {
      await network.#make();
      return network;
    } catch (error) {
      await network.remove();
      throw error;
    }
  }

  /** Removes what runs left behind that were killed. */
  static async sweep(): Promise<void> {
    const { stdout } = await run('ip', ['netns', 'list']);
    for (const name of stdout.split('\n').map((line) => line.split(' ')[0] ?? '')) {
      const pid = new RegExp(`^${prefix}(\\d+)-`).exec(name)?.[1];
      if (pid !== undefined && !isAlive(Number(pid))) await removeNamespace(name);
    }
  }

  /** Starts a program on a host; it ends with the network at the latest. */
  start(host: string, command: readonly string[]): ChildProcessByStdio<Writable, Readable, null> {
    const child = spawn('ip', ['netns', 'exec', this.#id + host, ...command], { stdio: ['pipe', 'pipe', 'inherit'] });
    this.#children.add(child);
    child.once('exit', () => this.#children.delete(child));
    return child;
  }

  /** Runs a program on a host to its end; says how it ended and does not throw for an exit code. */
  run(host: string, command: readonly string[], options: Parameters<typeof run>[2] = {}): Promise<Ran> {
    return run('ip', ['netns', 'exec', this.#id + host, ...command], options);
  }

  /** Sets further rules of a host's firewall. Rejects with what `nft` said. */
  async setRules(host: string, rules: string): Promise<void> {
    const { exitCode, stderr } = await this.run(host, ['nft', '-f', '-'], { input: rules });
    if (exitCode !== 0) throw new Error(`nft on ${host}: ${stderr}`);
  }

  /** Ends what runs on the hosts and removes them. */
  async remove(): Promise<void> {
    const children = [...this.#children];
    for (const child of children) child.kill('SIGKILL');
    await Promise.all(children.filter((child) => child.exitCode === null).map((child) => once(child, 'exit')));
    await Promise.all(this.#hosts.map((host) => removeNamespace(this.#id + host)));
  }

  async #make(): Promise<void> {
    await ip(
      [],
      this.#hosts.map((host) => `netns add ${this.#id}${host}`),
    );
    const cables = Object.entries(this.topology).map(
      ([host, { behind }]) =>
        `link add name wan netns ${this.#id}${host} type veth peer name ${host} netns ${this.#id}${behind}`,
    );
    await Promise.all(this.#hosts.map((host) => this.run(host, ['sh', '-c', beforeCables])));
    await ip([], cables);
    await Promise.all(this.#hosts.map((host) => this.#configure(host)));
    await Promise.all(Object.entries(this.topology).map(([host, { rules }]) => this.setRules(host, rules ?? '')));
  }

  async #configure(host: string): Promise<void> {
    const own = this.topology[host]?.addresses ?? [];
    const behind = Object.entries(this.topology).filter(([, other]) => other.behind === host);
    const lines = [
      'link set lo up',
      ...(host === 'internet' ? [] : ['link set wan up']),
      ...own.map((address) => `address add ${address} dev wan ${nodad(address)}`),
      ...behind.map(([name]) => `link set ${name} up`),
      ...behind.flatMap(([name, { addresses }]) =>
        addresses.map((address) => `address add ${farEnd(address)} dev ${name} ${nodad(address)}`),
      ),
    ];
    const routes = own.map((address) => `route add default via ${farEnd(address).split('/')[0] ?? ''}`);
    // Two addresses of one network have the same far end.
    await ip(['-n', this.#id + host], [...new Set([...lines, ...routes])]);
  }
}

/** Everybody passes on what is not for him, and uses an IPv6 address without first asking whether somebody else has it. */
const beforeCables = `cd /proc/sys/net
echo 1 > ipv4/ip_forward
echo 1 > ipv6/conf/all/forwarding
echo 0 > ipv6/conf/default/accept_dad`;

function nodad(address: string): string {
  return address.includes(':') ? 'nodad' : '';
}

/** The other end of the cable: 203.0.113.7/24 -> 203.0.113.254/24, 2001:db8:7::7/64 -> 2001:db8:7::fe/64. */
function farEnd(address: string): string {
  return address.includes(':') ? address.replace(/[^:]+\//, 'fe/') : address.replace(/\d+\//, '254/');
}

async function ip(options: readonly string[], lines: readonly string[]): Promise<void> {
  const { exitCode, stderr } = await run('ip', [...options, '-batch', '-'], { input: `${lines.join('\n')}\n` });
  if (exitCode !== 0) throw new Error(`ip ${options.join(' ')}: ${stderr}${lines.join('\n')}`);
}

async function removeNamespace(name: string): Promise<void> {
  await run('ip', ['netns', 'delete', name]);
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
