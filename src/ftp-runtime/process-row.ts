// This FTP process as the panel sees it: its row in server_processes, its heartbeat, and the burial of those that died
// without a word. It starts nothing and applies nothing.
import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import type { RefusedPort } from '../ftp/index.js';
import { Coalesced } from './coalesced.js';
import type { PublicAddress } from './followed-host.js';
import { interfaceAddresses } from './interface-addresses.js';
import { errorFields, type Note } from './note.js';

/** How often a process says that it lives. One that was silent for 15 s counts as dead. */
export const heartbeatMs = 5_000;

export interface ProcessDescription {
  readonly serverId: string;
  /** Portside's version. */
  readonly version: string;
  readonly jailBackend: string;
  readonly identity: 'customer' | 'process';
  readonly bindsLowPorts: boolean;
  /** The ports that the kernel hands out by itself; undefined where it does not say. */
  readonly ephemeralPorts: { readonly first: number; readonly last: number } | undefined;
}

const upsert = `
  insert into server_processes as p (id, server_id, pid, version, jail_backend, identity, binds_low_ports,
    ephemeral_first_port, ephemeral_last_port, public_addresses, refused_ports, interface_addresses, database_latency_ms,
    applied_version, applied_at)
  values ($1, $2, $3, $4, $5, $6, $7, $9, $10, $11, $12, $13, $14, $8, case when $8::integer is null then null else now() end)
  on conflict (id) do update set heartbeat_at = now(), stopped_at = null, applied_version = excluded.applied_version,
    public_addresses = excluded.public_addresses, refused_ports = excluded.refused_ports, interface_addresses = excluded.interface_addresses,
    database_latency_ms = coalesce(excluded.database_latency_ms, p.database_latency_ms),
    applied_at = case when p.applied_version is distinct from excluded.applied_version then now() else p.applied_at end`;

const buryDead = `
  update server_processes set stopped_at = heartbeat_at
  where server_id = $1 and id <> $2 and stopped_at is null and heartbeat_at < now() - interval '15 seconds'`;

// A session of a process that stopped in order has been closed by it, so an open one was lost with its process, and with
// it every connection that had not ended.
const closeLost = `
  update ftp_sessions set closed_at = greatest(seen_at, opened_at), end_reason = 'lost', transfer = null,
    data_connection = case data_connection ->> 'state' when 'ended' then data_connection end
  where server_id = $1 and closed_at is null and (process_id is null or process_id in (
    select id from server_processes where server_id = $1 and id <> $2 and stopped_at < now() - interval '1 second'))`;

const forget = `delete from server_processes where server_id = $1 and id <> $2 and heartbeat_at < now() - interval '1 day'`;

/** A range that another installation holds has thousands; whoever reads needs to know that it is so. */
const mostRefusedPorts = 50;

/** The row of one FTP process, from its start to its stop. */
export class ProcessRow {
  /** Made here, so that records can name the process before the database knows it. */
  readonly id = randomUUID();
  readonly #database: pg.Pool;
  readonly #description: ProcessDescription;
  readonly #writing: Coalesced;
  #appliedVersion: number | undefined;
  #publicAddresses: readonly PublicAddress[] = [];
  #refusedPorts: readonly RefusedPort[] = [];
  /** How long the database took to write this row the last time. */
  #databaseLatencyMs: number | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(database: pg.Pool, description: ProcessDescription, note: Note) {
    this.#database = database;
    this.#description = description;
    this.#writing = new Coalesced({
      work: () => this.#write(),
      onFailure: (error) => note('warn', 'process.heartbeat-failed', errorFields(error)),
    });
  }

  /** The version of the policy that this process obeys. */
  get appliedVersion(): number | undefined {
    return this.#appliedVersion;
  }

  /** Writes the row and goes on writing it. Rejects when the database doesn't take it. */
  async register(): Promise<void> {
    await this.#write();
    this.#timer = setInterval(() => this.#writing.ask(), heartbeatMs).unref();
  }

  /** Lets the panel know which policy this process obeys from now on. */
  applied(version: number): void {
    this.#appliedVersion = version;
    this.#writing.ask();
  }

  /** Lets the panel know what this process has found behind the policy's host names. */
  found(addresses: readonly PublicAddress[]): void {
    this.#publicAddresses = addresses;
    this.#writing.ask();
  }

  /** Lets the panel know which passive ports could not be had. */
  refused(ports: readonly RefusedPort[]): void {
    this.#refusedPorts = ports.slice(0, mostRefusedPorts);
    this.#writing.ask();
  }

  /** Marks the process as stopped. Rejects when the database is away; others then find it silent. */
  async markStopped(): Promise<void> {
    clearInterval(this.#timer);
    await this.#writing.stop();
    await this.#database.query('update server_processes set stopped_at = now() where id = $1', [this.id]);
  }

  async #write(): Promise<void> {
    const { serverId, version, jailBackend, identity, bindsLowPorts, ephemeralPorts } = this.#description;
    const mine = [this.id, serverId, process.pid, version, jailBackend, identity, bindsLowPorts, this.#appliedVersion];
    const ephemeral = [ephemeralPorts?.first ?? null, ephemeralPorts?.last ?? null];
    const found = [this.#publicAddresses, this.#refusedPorts, interfaceAddresses()].map((each) => JSON.stringify(each));
    const beganAt = performance.now();
    await this.#database.query(upsert, [...mine, ...ephemeral, ...found, this.#databaseLatencyMs ?? null]);
    this.#databaseLatencyMs = performance.now() - beganAt;
    for (const sql of [buryDead, closeLost, forget]) await this.#database.query(sql, [serverId, this.id]);
  }
}
