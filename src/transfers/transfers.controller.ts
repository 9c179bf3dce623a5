// Routes for the transfer log.
import { Controller, Get, Query, type StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Actor } from '../auth/actor.js';
import { csvDownload } from '../http/csv-pages.js';
import { CurrentActor } from '../http/current-actor.js';
import { RequireRole } from '../http/require-role.guard.js';
import { transferColumns } from './transfer-export.js';
import { RequireScope } from '../http/require-scope.guard.js';
import { TransferPage, TransferQuery } from './transfers.dto.js';
import { TransfersService } from './transfers.service.js';

@ApiTags('transfers')
@Controller('transfers')
export class TransfersController {
  constructor(private readonly transfers: TransfersService) {}

  /** What FTP sessions did to the files, newest first. */
  @Get()
  @RequireRole('admin', 'support', 'customer')
  @RequireScope('activity:read')
  listTransfers(@CurrentActor() actor: Actor, @Query() query: TransferQuery): Promise<TransferPage> {
    return this.transfers.list(actor, query);
  }

  /** All that the filter leaves of it, as CSV with times in UTC; `cursor` and `limit` say nothing here. */
  @Get('export')
  @ApiProduces('text/csv')
  @ApiOkResponse({ type: String })
  @RequireRole('admin', 'support', 'customer')
  @RequireScope('activity:read')
  exportTransfers(@CurrentActor() actor: Actor, @Query() query: TransferQuery): Promise<StreamableFile> {
    const read = (part: TransferQuery) => this.transfers.list(actor, part);
    return csvDownload({ name: 'transfers', columns: transferColumns, query, read });
  }
}
