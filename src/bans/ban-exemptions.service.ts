// Networks that no ban keeps out: an admin says which, for the whole fleet. The FTP processes hear of them as of bans.
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import type { Actor } from '../auth/actor.js';
import { normalNetwork } from '../http/networks.js';
import { badField, Problem } from '../http/problems.js';
import { mostExemptions } from './ban-exemptions.js';
import type { BanExemption, BanExemptions, NewBanExemption } from './bans.dto.js';
import { BanExemptionRow } from './bans.entity.js';

@Injectable()
export class BanExemptionsService {
  constructor(
    private readonly database: DataSource,
    private readonly audit: AuditService,
  ) {}

  /** All of them, by network. Staff ask; it is no customer's business. */
  async list(_actor: Actor): Promise<BanExemptions> {
    const rows = await this.database.manager.find(BanExemptionRow, { order: { network: 'asc' } });
    return { items: rows.map(toDto) };
  }

  /** Adds a network; bans of it hold no more. Throws a 400 where it is on the list, or the list is full. */
  async add(actor: Actor, wish: NewBanExemption): Promise<BanExemption> {
    const network = normalNetwork(wish.network) ?? wish.network;
    const note = wish.note.trim();
    if (note === '') throw badField('note', 'Say whose network it is; whoever wants to ban it reads that.');
    return this.database.transaction(async (tx) => {
      await tx.query('lock table ban_exemptions in share row exclusive mode');
      if (await tx.existsBy(BanExemptionRow, { network })) {
        throw badField('network', `${network} is on the list already.`);
      }
      if ((await tx.count(BanExemptionRow)) >= mostExemptions) {
        throw badField('network', `The list holds ${mostExemptions} networks. Take one off it, or write a wider one.`);
      }
      const row = tx.create(BanExemptionRow, { network, note, createdBy: actor.email });
      await tx.insert(BanExemptionRow, row);
      const exemption = await tx.findOneByOrFail(BanExemptionRow, { id: row.id });
      await this.audit.record(tx, actor, {
        verb: 'ban-exemption.added',
        ...subjectOf(exemption),
        after: factsOf(exemption),
      });
      return toDto(exemption);
    });
  }

  /** Takes a network off the list; bans of it that stand hold again. Throws Problem `not-found`. */
  async remove(actor: Actor, id: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      const exemption = await tx.findOneBy(BanExemptionRow, { id });
      if (exemption === null) throw new Problem('not-found');
      const { affected } = await tx.delete(BanExemptionRow, { id });
      if (affected !== 1) throw new Problem('not-found');
      await this.audit.record(tx, actor, {
        verb: 'ban-exemption.removed',
        ...subjectOf(exemption),
        before: factsOf(exemption),
      });
    });
  }
}

function toDto({ id, network, note, createdAt, createdBy }: BanExemptionRow): BanExemption {
  return { id, network, note, createdAt: createdAt.toISOString(), createdBy };
}

const subjectOf = ({ id, network }: BanExemptionRow) => ({
  subjectKind: 'ban',
  subjectId: id,
  subject: network,
  customerId: null,
});

const factsOf = ({ network, note }: BanExemptionRow) => ({ network, note });
