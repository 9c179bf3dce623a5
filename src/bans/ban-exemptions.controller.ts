// Routes for networks that no ban keeps out.
import { Body, Controller, Delete, Get, HttpCode, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Actor } from '../auth/actor.js';
import { CurrentActor } from '../http/current-actor.js';
import { Idempotent } from '../http/idempotency.interceptor.js';
import { IdParam } from '../http/id-param.js';
import { RequireRole } from '../http/require-role.guard.js';
import { RequireScope } from '../http/require-scope.guard.js';
import { BanExemptionsService } from './ban-exemptions.service.js';
import { BanExemption, BanExemptions, NewBanExemption } from './bans.dto.js';

@ApiTags('bans')
@Controller('bans/exemptions')
export class BanExemptionsController {
  constructor(private readonly exemptions: BanExemptionsService) {}

  /** Networks that no ban keeps out, all of them. */
  @Get()
  @RequireRole('admin', 'support')
  @RequireScope('activity:read')
  listBanExemptions(@CurrentActor() actor: Actor): Promise<BanExemptions> {
    return this.exemptions.list(actor);
  }

  /** Says that nobody there is ever kept out by a ban, on every server; bans that stand hold there no more, within a second. */
  @Post()
  @RequireRole('admin')
  @RequireScope('accounts:write')
  @Idempotent()
  addBanExemption(@CurrentActor() actor: Actor, @Body() exemption: NewBanExemption): Promise<BanExemption> {
    return this.exemptions.add(actor, exemption);
  }

  /** Takes a network off the list; bans that stand hold there again, and its open sessions end within a second. */
  @Delete(':id')
  @HttpCode(204)
  @RequireRole('admin')
  @RequireScope('accounts:write')
  async removeBanExemption(@CurrentActor() actor: Actor, @IdParam() id: string): Promise<void> {
    await this.exemptions.remove(actor, id);
  }
}
