// Routes for bans.
import { Body, Controller, Delete, Get, HttpCode, Post, Query, type StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Actor } from '../auth/actor.js';
import { csvDownload } from '../http/csv-pages.js';
import { CurrentActor } from '../http/current-actor.js';
import { Idempotent } from '../http/idempotency.interceptor.js';
import { IdParam } from '../http/id-param.js';
import { RequireRole } from '../http/require-role.guard.js';
import { RequireScope } from '../http/require-scope.guard.js';
import { banColumns } from './ban-export.js';
import { Ban, BanPage, BanQuery, BanReach, BanReachQuery, NewBan } from './bans.dto.js';
import { BansService } from './bans.service.js';

@ApiTags('bans')
@Controller('bans')
export class BansController {
  constructor(private readonly bans: BansService) {}

  /** Bans, newest first unless asked otherwise; customers see those about their logins and the addresses that these were used from. */
  @Get()
  @RequireRole('admin', 'support', 'customer')
  @RequireScope('activity:read')
  listBans(@CurrentActor() actor: Actor, @Query() query: BanQuery): Promise<BanPage> {
    return this.bans.list(actor, query);
  }

  /** All that the filter leaves, as CSV in the order asked for, with times in UTC; `cursor` and `limit` say nothing here. */
  @Get('export')
  @ApiProduces('text/csv')
  @ApiOkResponse({ type: String })
  @RequireRole('admin', 'support', 'customer')
  @RequireScope('activity:read')
  exportBans(@CurrentActor() actor: Actor, @Query() query: BanQuery): Promise<StreamableFile> {
    const read = (part: BanQuery) => this.bans.list(actor, part);
    return csvDownload({ name: 'bans', columns: banColumns, query, read });
  }

  /** Whom a ban would hit: sessions that would end, and who logged in from there lately; nothing is changed by asking. */
  @Get('reach')
  @RequireRole('admin', 'support')
  @RequireScope('activity:read')
  getBanReach(@CurrentActor() actor: Actor, @Query() query: BanReachQuery): Promise<BanReach> {
    return this.bans.reach(actor, query);
  }

  /** Keeps an address out, or one login at it, on every server; its open sessions end within a second. */
  @Post()
  @RequireRole('admin', 'support')
  @RequireScope('accounts:write')
  @Idempotent()
  createBan(@CurrentActor() actor: Actor, @Body() ban: NewBan): Promise<Ban> {
    return this.bans.create(actor, ban);
  }

  /** Lifts a ban; one that is over already is as good. Customers lift those about their own logins. */
  @Delete(':id')
  @HttpCode(204)
  @RequireRole('admin', 'support', 'customer')
  @RequireScope('accounts:write')
  async liftBan(@CurrentActor() actor: Actor, @IdParam() id: string): Promise<void> {
    await this.bans.lift(actor, id);
  }
}
