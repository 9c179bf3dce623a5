// Routes for uploads that stopped before their end.
import { Controller, Delete, Get, HttpCode, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Actor } from '../auth/actor.js';
import { CurrentActor } from '../http/current-actor.js';
import { IdParam } from '../http/id-param.js';
import { RequireRole } from '../http/require-role.guard.js';
import { RequireScope } from '../http/require-scope.guard.js';
import { UnfinishedUploadPage, UnfinishedUploadQuery } from './unfinished-uploads.dto.js';
import { UnfinishedUploadsService } from './unfinished-uploads.service.js';

@ApiTags('unfinished-uploads')
@Controller('unfinished-uploads')
export class UnfinishedUploadsController {
  constructor(private readonly uploads: UnfinishedUploadsService) {}

  /** Uploads of the last day that stopped before their end, newest first. */
  @Get()
  @RequireRole('admin', 'support', 'customer')
  @RequireScope('activity:read')
  listUnfinishedUploads(
    @CurrentActor() actor: Actor,
    @Query() query: UnfinishedUploadQuery,
  ): Promise<UnfinishedUploadPage> {
    return this.uploads.list(actor, query);
  }

  /** Removes what arrived; the file it was to replace stays. One that is gone already is as good. */
  @Delete(':id')
  @HttpCode(204)
  @RequireRole('admin', 'customer')
  @RequireScope('accounts:write')
  async discardUnfinishedUpload(@CurrentActor() actor: Actor, @IdParam() id: string): Promise<void> {
    await this.uploads.discard(actor, id);
  }
}
