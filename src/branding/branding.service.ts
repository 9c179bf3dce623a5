// How the panel shows itself: its name, whom customers ask, and its logos. One row, which admins change.
import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditService, differences } from '../audit/audit.service.js';
import type { Actor } from '../auth/actor.js';
import { type Conditional, refuseStale } from '../http/etag.js';
import { badField, Problem } from '../http/problems.js';
import type { Branding, BrandingChange } from './branding.dto.js';

/** The pages that a logo is for. */
export const grounds = ['light', 'dark'] as const;
export type Ground = (typeof grounds)[number];

interface RawBranding {
  product_name: string;
  support_text: string | null;
  support_link: string | null;
  logo_on_light: Buffer | null;
  logo_on_dark: Buffer | null;
  revision: number;
}

@Injectable()
export class BrandingService {
  constructor(
    private readonly database: DataSource,
    private readonly audit: AuditService,
  ) {}

  /** As it is. */
  read(_actor: Actor): Promise<Branding> {
    return this.asShown();
  }

  /** The same for whoever is not signed in: it is on every page. */
  async asShown(): Promise<Branding> {
    return toDto(await readRow(this.database.manager));
  }

  /** The PNG for pages of this ground. Throws Problem `not-found`. */
  async logo(ground: Ground): Promise<Buffer> {
    const { logo_on_dark: onDark, logo_on_light: onLight } = await readRow(this.database.manager);
    const png = ground === 'light' ? onLight : onDark;
    if (png === null) throw new Problem('not-found', { detail: 'This panel has no such logo.' });
    return png;
  }

  /** Changes it. Throws Problem `changed-meanwhile` for an old revision, and a 400 for a link without words. */
  async change(actor: Actor, { seen, ...wish }: BrandingChange & Conditional): Promise<Branding> {
    const { productName, supportLink = null, supportText = null } = wish;
    if (supportLink !== null && supportText === null) {
      throw badField('supportText', 'Write what the link shall say, or leave the link out.');
    }
    return this.database.transaction(async (tx) => {
      await tx.query(`select 1 from branding for update`);
      const row = await readRow(tx);
      const before = toDto(row);
      refuseStale(seen, before);
      const logos = [pngOf(wish.logoOnLight, row.logo_on_light), pngOf(wish.logoOnDark, row.logo_on_dark)];
      await tx.query(
        `update branding set product_name = $1, support_text = $2, support_link = $3, logo_on_light = $4, logo_on_dark = $5
          where (product_name, support_text, support_link, logo_on_light, logo_on_dark) is distinct from ($1, $2, $3, $4, $5)`,
        [productName, supportText, supportLink, ...logos],
      );
      const after = toDto(await readRow(tx));
      if (after.revision !== before.revision) await this.#record(tx, actor, { before, after });
      return after;
    });
  }

  async #record(tx: EntityManager, actor: Actor, { before, after }: Record<'before' | 'after', Branding>) {
    const subject = { subjectKind: 'branding', subjectId: 'panel', subject: after.productName, customerId: null };
    const { revision: _before, ...old } = before;
    const { revision: _after, ...now } = after;
    await this.audit.record(tx, actor, { verb: 'branding.changed', ...subject, ...differences(old, now) });
  }
}

async function readRow(tx: EntityManager): Promise<RawBranding> {
  const [row] = await tx.query<RawBranding[]>(`select * from branding`);
  if (row === undefined) throw new Error('The row of branding is gone.');
  return row;
}

/** What is left out stays. */
function pngOf(wished: string | null | undefined, now: Buffer | null): Buffer | null {
  if (wished === undefined) return now;
  return wished === null ? null : Buffer.from(wished, 'base64');
}

function toDto(row: RawBranding): Branding {
  return {
    productName: row.product_name,
    supportText: row.support_text,
    supportLink: row.support_link,
    logoOnLight: addressOf('light', row.logo_on_light),
    logoOnDark: addressOf('dark', row.logo_on_dark),
    revision: row.revision,
  };
}

/** Another picture has another address, so that browsers may keep each. */
function addressOf(ground: Ground, png: Buffer | null): string | null {
  if (png === null) return null;
  return `/api/v1/panel/logos/${ground}?v=${createHash('sha256').update(png).digest('hex').slice(0, 12)}`;
}
