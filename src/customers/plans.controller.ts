// Routes for plans.
import { Body, Controller, Delete, Get, HttpCode, Patch, Post, Query, type StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Actor } from '../auth/actor.js';
import { csvDownload } from '../http/csv-pages.js';
import { CurrentActor } from '../http/current-actor.js';
import { IfMatch, type SeenRevisions, WithETag } from '../http/etag.js';
import { IdParam } from '../http/id-param.js';
import { Idempotent } from '../http/idempotency.interceptor.js';
import { RequireRole } from '../http/require-role.guard.js';
import { RequireScope } from '../http/require-scope.guard.js';
import { planColumns } from './customer-export.js';
import { NewPlan, OwnPlan, Plan, PlanChange, PlanPage, PlanPreview, PlanQuery } from './plans.dto.js';
import { PlansService } from './plans.service.js';

@ApiTags('plans')
@Controller('plans')
export class PlansController {
  constructor(private readonly plans: PlansService) {}

  /** Plans, newest first unless another order is asked for. */
  @Get()
  @RequireRole('admin', 'support')
  @RequireScope('customers:read')
  listPlans(@CurrentActor() actor: Actor, @Query() query: PlanQuery): Promise<PlanPage> {
    return this.plans.list(actor, query);
  }

  /** Makes a plan. */
  @Post()
  @Idempotent()
  @RequireRole('admin')
  @RequireScope('customers:write')
  createPlan(@CurrentActor() actor: Actor, @Body() plan: NewPlan): Promise<Plan> {
    return this.plans.create(actor, plan);
  }

  /** All that the search leaves, as CSV in the order asked for; `cursor` and `limit` say nothing here. */
  @Get('export')
  @ApiProduces('text/csv')
  @ApiOkResponse({ type: String })
  @RequireRole('admin', 'support')
  @RequireScope('customers:read')
  exportPlans(@CurrentActor() actor: Actor, @Query() query: PlanQuery): Promise<StreamableFile> {
    const read = (part: PlanQuery) => this.plans.list(actor, part);
    return csvDownload({ name: 'plans', columns: planColumns, query, read });
  }

  /** One's own plan, and how much of it is used. */
  @Get('own')
  @RequireRole('customer')
  @RequireScope('accounts:read')
  getOwnPlan(@CurrentActor() actor: Actor): Promise<OwnPlan> {
    return this.plans.own(actor);
  }

  /** One plan. */
  @Get(':id')
  @WithETag()
  @RequireRole('admin', 'support')
  @RequireScope('customers:read')
  getPlan(@CurrentActor() actor: Actor, @IdParam() id: string): Promise<Plan> {
    return this.plans.get(actor, id);
  }

  /** Who would have more than the plan allows after this change; nothing is changed by asking. */
  @Post(':id/preview')
  @HttpCode(200)
  @RequireRole('admin')
  @RequireScope('customers:read')
  previewPlan(@CurrentActor() actor: Actor, @IdParam() id: string, @Body() change: PlanChange): Promise<PlanPreview> {
    return this.plans.preview(actor, id, change);
  }

  /** Changes a plan, for everybody who has it. */
  @Patch(':id')
  @WithETag()
  @RequireRole('admin')
  @RequireScope('customers:write')
  changePlan(
    @CurrentActor() actor: Actor,
    @IdParam() id: string,
    @IfMatch() seen: SeenRevisions,
    @Body() change: PlanChange,
  ): Promise<Plan> {
    return this.plans.change(actor, id, { ...change, seen });
  }

  /** Deletes a plan that no customer has. */
  @Delete(':id')
  @HttpCode(204)
  @RequireRole('admin')
  @RequireScope('customers:write')
  async deletePlan(@CurrentActor() actor: Actor, @IdParam() id: string): Promise<void> {
    await this.plans.delete(actor, id);
  }
}
