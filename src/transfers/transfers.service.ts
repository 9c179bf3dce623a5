// The transfer log, as the FTP processes wrote it.
import { Injectable } from '@nestjs/common';
import { DataSource, type ObjectLiteral, type SelectQueryBuilder } from 'typeorm';
import { type Actor, onlyOwn } from '../auth/actor.js';
import { narrowByClient, narrowByPeriod } from '../http/narrowing.js';
import { containing, mapPage, type Page, readPage } from '../http/page.js';
import { orderOf, type SortColumn } from '../http/sort.js';
import type { Transfer, TransferQuery, TransferSortName } from './transfers.dto.js';

type RawTransfer = Omit<Transfer, 'at' | 'bytes'> & { at: Date; bytes: string };

const orders: Readonly<Record<TransferSortName, SortColumn>> = {
  at: { by: 't.at', as: 'timestamptz' },
  bytes: { by: 't.bytes', as: 'bigint' },
};

@Injectable()
export class TransfersService {
  constructor(private readonly database: DataSource) {}

  /** Transfers, newest first unless another order is asked for. */
  async list(actor: Actor, query: TransferQuery): Promise<Page<Transfer>> {
    const found = this.database
      .createQueryBuilder()
      .select('t.id', 'id')
      .addSelect('t.at', 'at')
      .addSelect('t.login', 'login')
      .addSelect('t.account_id', 'accountId')
      .addSelect('host(t.client_address)', 'clientAddress')
      .addSelect('t.kind', 'kind')
      .addSelect('t.path', 'path')
      .addSelect('t.to_path', 'toPath')
      .addSelect('t.bytes', 'bytes')
      .addSelect('t.duration_ms', 'durationMs')
      .addSelect('t.mode', 'mode')
      .addSelect('t.tls', 'tls')
      .addSelect('t.outcome', 'outcome')
      .addSelect('t.reply', 'reply')
      .addSelect('s.name', 'serverName')
      .from('transfers', 't')
      .innerJoin('servers', 's', 's.id = t.server_id')
      .where('true');
    onlyOwn(found, actor, 't.customer_id');
    narrowTransfers(found, query);
    return mapPage(await readPage<RawTransfer>(found, orderOf(orders, query.sort ?? '-at', 't.id'), query), toDto);
  }
}

/** Whose transfers `t`, of what, from where and when; lists and exports are narrowed alike. */
function narrowTransfers(found: SelectQueryBuilder<ObjectLiteral>, query: TransferQuery): void {
  const { kind, outcome, search, login } = query;
  narrowByClient(found, 't', query);
  narrowByPeriod(found, 't', query);
  if (kind !== undefined) found.andWhere('t.kind = :kind', { kind });
  if (outcome !== undefined) found.andWhere('t.outcome = :outcome', { outcome });
  if (search) found.andWhere('(t.path ilike :search or t.to_path ilike :search)', { search: containing(search) });
  if (login) found.andWhere('t.login ilike :login', { login: containing(login) });
}

function toDto(row: RawTransfer): Transfer {
  return {
    id: row.id,
    at: row.at.toISOString(),
    login: row.login,
    accountId: row.accountId,
    clientAddress: row.clientAddress,
    kind: row.kind,
    path: row.path,
    toPath: row.toPath,
    bytes: Number(row.bytes),
    durationMs: row.durationMs,
    mode: row.mode,
    tls: row.tls,
    outcome: row.outcome,
    reply: row.reply,
    serverName: row.serverName,
  };
}
