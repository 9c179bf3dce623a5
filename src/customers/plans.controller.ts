// Routes for plans.
import { Body, Controller, Delete, Get, HttpCode, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Actor } from '../auth/actor.js';
import { CurrentActor } from '../http/current-actor.js';
import { IdParam } from '../http/id-param.js';
import { Idempotent } from '../http/idempotency.interceptor.js';
import { RequireRole } from '../http/require-role.guard.js';
import { NewPlan, Plan, PlanChange, PlanPage, PlanQuery } from './customers.dto.js';
import { PlansService } from './plans.service.js';

@ApiTags('plans')
@Controller('plans')
export class PlansController {
  constructor(private readonly plans: PlansService) {}

  /** Plans, newest first. */
  @Get()
  @RequireRole('admin', 'support')
  listPlans(@CurrentActor() actor: Actor, @Query() query: PlanQuery): Promise<PlanPage> {
    return this.plans.list(actor, query);
  }

  /** Makes a plan. */
  @Post()
  @Idempotent()
  @RequireRole('admin')
  createPlan(@CurrentActor() actor: Actor, @Body() plan: NewPlan): Promise<Plan> {
    return this.plans.create(actor, plan);
  }

  /** Changes a plan, for everybody who has it. */
  @Patch(':id')
  @RequireRole('admin')
  changePlan(@CurrentActor() actor: Actor, @IdParam() id: string, @Body() change: PlanChange): Promise<Plan> {
    return this.plans.change(actor, id, change);
  }

  /** Deletes a plan that no customer has. */
  @Delete(':id')
  @HttpCode(204)
  @RequireRole('admin')
  async deletePlan(@CurrentActor() actor: Actor, @IdParam() id: string): Promise<void> {
    await this.plans.delete(actor, id);
  }
}
