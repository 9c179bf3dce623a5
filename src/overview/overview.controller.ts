// Routes of the overview.
import { Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Actor } from '../auth/actor.js';
import { CurrentActor } from '../http/current-actor.js';
import { RequireRole } from '../http/require-role.guard.js';
import { RequireScope } from '../http/require-scope.guard.js';
import { Overview } from './overview.dto.js';
import { OverviewService } from './overview.service.js';

@ApiTags('overview')
@Controller('overview')
export class OverviewController {
  constructor(private readonly overview: OverviewService) {}

  /** Servers, logins, the database and what needs doing, as they stand now. */
  @Get()
  @RequireRole('admin', 'support')
  @RequireScope('servers:read')
  getOverview(@CurrentActor() actor: Actor): Promise<Overview> {
    return this.overview.read(actor);
  }

  /** Puts the list of first steps away, for everybody and for good. */
  @Post('first-run/dismiss')
  @HttpCode(204)
  @RequireRole('admin')
  @RequireScope('servers:write')
  dismissFirstRun(@CurrentActor() actor: Actor): Promise<void> {
    return this.overview.dismissFirstRun(actor);
  }
}
