// Routes for what accounts and plans say about modes, and for what holds in the end.
import { Body, Controller, Get, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Actor } from '../auth/actor.js';
import { CurrentActor } from '../http/current-actor.js';
import { IfMatch, type SeenRevisions, WithETag } from '../http/etag.js';
import { IdParam } from '../http/id-param.js';
import { RequireRole } from '../http/require-role.guard.js';
import { RequireScope } from '../http/require-scope.guard.js';
import { AccountModes, AccountModesChange, ModesQuery, PlanModes, PlanModesChange } from './modes.dto.js';
import { ModesService } from './modes.service.js';

@ApiTags('modes')
@Controller()
export class ModesController {
  constructor(private readonly modes: ModesService) {}

  /** Which data connections an FTP account may use from an address, and which rule says so. */
  @Get('accounts/:id/modes')
  @WithETag()
  @RequireRole('admin', 'support', 'customer')
  @RequireScope('accounts:read')
  getAccountModes(
    @CurrentActor() actor: Actor,
    @IdParam() id: string,
    @Query() query: ModesQuery,
  ): Promise<AccountModes> {
    return this.modes.ofAccount(actor, id, query);
  }

  /**
   * Writes what an FTP account says about modes and TLS; its open sessions obey it within a second. A customer whose plan
   * includes it may deny and take back a denial; to allow more than plan and server is an admin's.
   */
  @Put('accounts/:id/modes')
  @WithETag()
  @RequireRole('admin', 'customer')
  @RequireScope('accounts:write')
  putAccountModes(
    @CurrentActor() actor: Actor,
    @IdParam() id: string,
    @IfMatch() seen: SeenRevisions,
    @Body() change: AccountModesChange,
  ): Promise<AccountModes> {
    return this.modes.changeAccount(actor, id, { ...change, seen });
  }

  /** What a plan says about modes. */
  @Get('plans/:id/modes')
  @WithETag()
  @RequireRole('admin', 'support')
  @RequireScope('customers:read')
  getPlanModes(@CurrentActor() actor: Actor, @IdParam() id: string): Promise<PlanModes> {
    return this.modes.ofPlan(actor, id);
  }

  /** Writes what a plan says about modes; open sessions of its accounts obey it within a second. */
  @Put('plans/:id/modes')
  @WithETag()
  @RequireRole('admin')
  @RequireScope('customers:write')
  putPlanModes(
    @CurrentActor() actor: Actor,
    @IdParam() id: string,
    @IfMatch() seen: SeenRevisions,
    @Body() change: PlanModesChange,
  ): Promise<PlanModes> {
    return this.modes.changePlan(actor, id, { ...change, seen });
  }
}
