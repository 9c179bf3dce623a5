// The certificate that an admin uploads for a server: checked, kept with its key, and handed to that server's FTP processes
// by the database. No query here reads a key.
import { X509Certificate } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import type { AuditVerb } from '../audit/audit-verbs.js';
import type { Actor } from '../auth/actor.js';
import { type CertificateDescription, describeCertificate } from '../ftp/certificate-description.js';
import { requiresTls } from '../ftp/mode-rules.js';
import { Problem } from '../http/problems.js';
import { checkPair, type CheckedPair, pairWarnings, type WrittenPair } from './certificate-check.js';
import { PolicyScenesService, type Scene } from './policy-scenes.service.js';
import { ServerPolicyRow } from './servers.entity.js';
import type { CertificatePreview, CertificateText, UploadedCertificate } from './uploaded-certificates.dto.js';

interface Kept {
  readonly chain: string;
  readonly uploaded_by: string;
  readonly uploaded_at: Date;
}

@Injectable()
export class UploadedCertificatesService {
  constructor(
    private readonly database: DataSource,
    private readonly scenes: PolicyScenesService,
    private readonly audit: AuditService,
  ) {}

  /** What was uploaded for a server; null where nothing was. */
  async read(_actor: Actor, serverId: string): Promise<UploadedCertificate | null> {
    const kept = await find(this.database.manager, serverId);
    return kept === undefined ? null : toDto(kept);
  }

  /** What a pair would be. Throws a 400 naming what is wrong with each field, and Problem `not-found`. */
  async preview(_actor: Actor, serverId: string, written: WrittenPair): Promise<CertificatePreview> {
    const { server } = await this.scenes.read(this.database.manager, serverId);
    const pair = orRefuse(written);
    return { ...textOf(pair.description), warnings: pairWarnings(pair, server.host) };
  }

  /** Keeps a pair in place of the one before; the same once more changes nothing. Throws as `preview` does. */
  async put(actor: Actor, serverId: string, written: WrittenPair): Promise<UploadedCertificate> {
    const { chain, privateKey, description } = orRefuse(written);
    return this.database.transaction(async (tx) => {
      const scene = await this.#locked(tx, serverId);
      const before = await find(tx, serverId);
      const changed = await tx.query<object[]>(
        `insert into uploaded_certificates as u (server_id, chain, private_key, uploaded_by) values ($1, $2, $3, $4)
         on conflict (server_id) do update set chain = excluded.chain, private_key = excluded.private_key,
           uploaded_by = excluded.uploaded_by, uploaded_at = now()
         where (u.chain, u.private_key) is distinct from (excluded.chain, excluded.private_key) returning 1`,
        [serverId, chain, privateKey, actor.email],
      );
      if (changed.length > 0) {
        const after = auditedOf(description);
        await this.#record(tx, actor, {
          scene,
          verb: 'server.certificate-uploaded',
          before: before === undefined ? null : audited(before),
          after,
        });
      }
      const kept = await find(tx, serverId);
      if (kept === undefined) throw new Problem('not-found');
      return toDto(kept);
    });
  }

  /** Removes it. Throws Problem `not-found` where there is none, and `only-certificate` where nobody could log in then. */
  async remove(actor: Actor, serverId: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      const scene = await this.#locked(tx, serverId);
      const before = await find(tx, serverId);
      if (before === undefined) {
        throw new Problem('not-found', { detail: `No certificate was uploaded for ${scene.server.name}.` });
      }
      await refuseOnly(tx, scene);
      await tx.query('delete from uploaded_certificates where server_id = $1', [serverId]);
      await this.#record(tx, actor, { scene, verb: 'server.certificate-removed', before: audited(before) });
    });
  }

  /** Waits for whoever writes a policy, which may have come to require TLS. */
  async #locked(tx: EntityManager, serverId: string): Promise<Scene> {
    await tx.query('select 1 from servers where id = $1 for no key update', [serverId]);
    return this.scenes.read(tx, serverId);
  }

  async #record(tx: EntityManager, actor: Actor, change: Change): Promise<void> {
    const { scene, ...entry } = change;
    const { id, name } = scene.server;
    await this.audit.record(tx, actor, {
      ...entry,
      subjectKind: 'server',
      subjectId: id,
      subject: name,
      customerId: null,
    });
  }
}

interface Change {
  readonly scene: Scene;
  readonly verb: AuditVerb;
  readonly before: object | null;
  readonly after?: object;
}

function orRefuse(written: WrittenPair): CheckedPair {
  const checked = checkPair(written, new Date());
  if (!Array.isArray(checked)) return checked;
  throw new Problem('bad-input', { ...checked[0], errors: checked });
}

/** A server that is down has no process that would be left without one, and what it last showed may be long gone. */
async function refuseOnly(tx: EntityManager, { server, surroundings }: Scene): Promise<void> {
  if (!surroundings.isUp || server.certificates.some(({ file }) => file !== null)) return;
  const where = { serverId: server.id };
  const policy = await tx.findOne(ServerPolicyRow, { where, order: { version: 'DESC' } });
  if (policy !== null && requiresTls(policy.tls)) throw new Problem('only-certificate');
}

async function find(tx: EntityManager, serverId: string): Promise<Kept | undefined> {
  const sql = 'select chain, uploaded_by, uploaded_at from uploaded_certificates where server_id = $1';
  const [kept] = await tx.query<Kept[]>(sql, [serverId]);
  return kept;
}

const describe = ({ chain }: Kept) => describeCertificate(new X509Certificate(chain));

/** What the list of changes says of a certificate. */
function auditedOf({ fingerprint, hosts, validFrom, validUntil }: CertificateDescription) {
  return { fingerprint, hosts, validFrom, validUntil };
}

const audited = (kept: Kept) => auditedOf(describe(kept));

function textOf(description: CertificateDescription): CertificateText {
  const { hosts, validFrom, validUntil } = description;
  return {
    ...description,
    hosts: [...hosts],
    validFrom: validFrom.toISOString(),
    validUntil: validUntil.toISOString(),
  };
}

function toDto(kept: Kept): UploadedCertificate {
  const { uploaded_by: uploadedBy, uploaded_at: uploadedAt } = kept;
  return { ...textOf(describe(kept)), uploadedBy, uploadedAt: uploadedAt.toISOString() };
}
