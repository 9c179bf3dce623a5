// Routes for data connections over time, for staff.
import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Actor } from '../auth/actor.js';
import { CurrentActor } from '../http/current-actor.js';
import { IdParam } from '../http/id-param.js';
import { RequireRole } from '../http/require-role.guard.js';
import { RequireScope } from '../http/require-scope.guard.js';
import { DataConnectionSummary, SummaryQuery } from './summary.dto.js';
import { SummaryService } from './summary.service.js';

@ApiTags('data-connections')
@Controller()
@RequireRole('admin', 'support')
@RequireScope('servers:read')
export class SummaryController {
  constructor(private readonly summaries: SummaryService) {}

  /** How the data connections of all servers fared over a while. */
  @Get('data-connections/summary')
  summarizeDataConnections(@CurrentActor() actor: Actor, @Query() query: SummaryQuery): Promise<DataConnectionSummary> {
    return this.summaries.ofAll(actor, query);
  }

  /** How the data connections of one server fared over a while, with changes of its policy and certificate. */
  @Get('servers/:id/data-connections/summary')
  summarizeServerDataConnections(
    @CurrentActor() actor: Actor,
    @IdParam() id: string,
    @Query() query: SummaryQuery,
  ): Promise<DataConnectionSummary> {
    return this.summaries.ofServer(actor, id, query);
  }
}
