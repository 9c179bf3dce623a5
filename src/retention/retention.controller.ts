// Routes for how long records are kept.
import { Body, Controller, Get, Param, ParseEnumPipe, Put, Query } from '@nestjs/common';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import type { Actor } from '../auth/actor.js';
import { retainedRecords, type RetainedRecords } from '../database/retained-records.js';
import { CurrentActor } from '../http/current-actor.js';
import { IfMatch, type SeenRevisions, WithETag } from '../http/etag.js';
import { Problem } from '../http/problems.js';
import { RequireRole } from '../http/require-role.guard.js';
import { RequireScope } from '../http/require-scope.guard.js';
import { Retention, RetentionChange, RetentionList, RetentionPreview, RetentionPreviewQuery } from './retention.dto.js';
import { RetentionService } from './retention.service.js';

const recordsPipe = new ParseEnumPipe(Object.fromEntries(retainedRecords.map((name) => [name, name])), {
  exceptionFactory: () => new Problem('not-found'),
});

@ApiTags('system')
@Controller('retention')
@RequireRole('admin')
export class RetentionController {
  constructor(private readonly retention: RetentionService) {}

  /** For how many days each kind of record is kept. */
  @Get()
  @RequireScope('servers:read')
  listRetention(@CurrentActor() actor: Actor): Promise<RetentionList> {
    return this.retention.list(actor);
  }

  /** For how many days one kind of record is kept. */
  @Get(':records')
  @WithETag()
  @RequireScope('servers:read')
  @ApiParam({ name: 'records', enum: retainedRecords })
  getRetention(
    @CurrentActor() actor: Actor,
    @Param('records', recordsPipe) records: RetainedRecords,
  ): Promise<Retention> {
    return this.retention.get(actor, records);
  }

  /** How many records of a kind are older than so many days: what keeping them no longer would remove. */
  @Get(':records/preview')
  @RequireScope('servers:read')
  @ApiParam({ name: 'records', enum: retainedRecords })
  previewRetention(
    @CurrentActor() actor: Actor,
    @Param('records', recordsPipe) records: RetainedRecords,
    @Query() { days }: RetentionPreviewQuery,
  ): Promise<RetentionPreview> {
    return this.retention.preview(actor, records, days);
  }

  /** Keeps a kind of record for so many days; what is older is removed at once, for good. */
  @Put(':records')
  @WithETag()
  @RequireScope('servers:write')
  @ApiParam({ name: 'records', enum: retainedRecords })
  changeRetention(
    @CurrentActor() actor: Actor,
    @Param('records', recordsPipe) records: RetainedRecords,
    @IfMatch() seen: SeenRevisions,
    @Body() { days }: RetentionChange,
  ): Promise<Retention> {
    return this.retention.change(actor, records, { days, seen });
  }
}
