// Routes for the removal of folders.
import { Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Actor } from '../auth/actor.js';
import { CurrentActor } from '../http/current-actor.js';
import { IdParam } from '../http/id-param.js';
import { RequireRole } from '../http/require-role.guard.js';
import { RequireScope } from '../http/require-scope.guard.js';
import { Removal, RemovalPage, RemovalQuery } from './removals.dto.js';
import { RemovalsService } from './removals.service.js';

@ApiTags('removals')
@Controller('removals')
export class RemovalsController {
  constructor(private readonly removals: RemovalsService) {}

  /** Folders that servers remove or have removed, newest first. */
  @Get()
  @RequireRole('admin', 'support', 'customer')
  @RequireScope('accounts:read')
  listRemovals(@CurrentActor() actor: Actor, @Query() query: RemovalQuery): Promise<RemovalPage> {
    return this.removals.list(actor, query);
  }

  /** One removal and how far it is; the event `removals` says when to read it again. */
  @Get(':id')
  @RequireRole('admin', 'support', 'customer')
  @RequireScope('accounts:read')
  getRemoval(@CurrentActor() actor: Actor, @IdParam() id: string): Promise<Removal> {
    return this.removals.get(actor, id);
  }

  /** Has the server try again what it could not remove; may be repeated. */
  @Post(':id/retry')
  @HttpCode(200)
  @RequireRole('admin', 'customer')
  @RequireScope('accounts:write')
  retryRemoval(@CurrentActor() actor: Actor, @IdParam() id: string): Promise<Removal> {
    return this.removals.retry(actor, id);
  }
}
