// Routes for what a customer uses.
import { Controller, Get, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import type { Actor } from '../auth/actor.js';
import { CurrentActor } from '../http/current-actor.js';
import { RequireRole } from '../http/require-role.guard.js';
import { RequireScope } from '../http/require-scope.guard.js';
import { Usage, UsageDays, UsageDaysQuery, UsageQuery } from './usage.dto.js';
import { UsageService } from './usage.service.js';

@ApiTags('usage')
@Controller('usage')
@RequireRole('admin', 'support', 'customer')
@RequireScope('activity:read')
export class UsageController {
  constructor(private readonly usage: UsageService) {}

  /** What a customer uses now, by website and FTP account. */
  @Get()
  getUsage(@CurrentActor() actor: Actor, @Query() query: UsageQuery): Promise<Usage> {
    return this.usage.now(actor, query);
  }

  /** What was used and moved day by day. */
  @Get('days')
  listUsageDays(@CurrentActor() actor: Actor, @Query() query: UsageDaysQuery): Promise<UsageDays> {
    return this.usage.days(actor, query);
  }

  /** The same as CSV. */
  @Get('days/export')
  @ApiProduces('text/csv')
  @ApiOkResponse({ type: String })
  async exportUsageDays(
    @CurrentActor() actor: Actor,
    @Query() query: UsageDaysQuery,
    @Res({ passthrough: true }) response: Response,
  ): Promise<string> {
    const text = await this.usage.export(actor, query);
    response.set({
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': 'attachment; filename="usage.csv"',
    });
    return text;
  }
}
