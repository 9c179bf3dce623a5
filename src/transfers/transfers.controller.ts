// Routes for the transfer log.
import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Actor } from '../auth/actor.js';
import { CurrentActor } from '../http/current-actor.js';
import { RequireRole } from '../http/require-role.guard.js';
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
}
