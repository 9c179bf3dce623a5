// Routes for billing systems.
import { Body, Controller, Get, HttpCode, Post, Put, Query, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import type { Actor } from '../auth/actor.js';
import { ByCustomer, CustomerParam } from '../customers/customer-param.js';
import { CurrentActor } from '../http/current-actor.js';
import { Idempotent } from '../http/idempotency.interceptor.js';
import { RequireRole } from '../http/require-role.guard.js';
import { RequireScope } from '../http/require-scope.guard.js';
import { BillingService } from './billing.service.js';
import { ProvisionService } from './provision.service.js';
import {
  CustomerResults,
  CustomerSelection,
  CustomersUsageQuery,
  CustomerUsagePage,
  FirstAccountPassword,
  FirstAccountPasswordSet,
  NewProvision,
  PlanChanged,
  PlanChoice,
  Provision,
  SuspensionOfMany,
} from './provisioning.dto.js';

@ApiTags('provisioning')
@Controller()
export class ProvisioningController {
  constructor(
    private readonly provisions: ProvisionService,
    private readonly billing: BillingService,
  ) {}

  /** Makes a customer with website, first FTP account and, where wished, panel login. The same reference again finds them. */
  @Post('provisioning/customers')
  @Idempotent()
  @ApiCreatedResponse({ type: Provision, description: 'Made.' })
  @ApiOkResponse({ type: Provision, description: 'Was there already; no password is told again.' })
  @RequireRole('admin')
  @RequireScope('customers:write')
  async provisionCustomer(
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) response: Response,
    @Body() wish: NewProvision,
  ): Promise<Provision> {
    const { made, provision } = await this.provisions.provision(actor, wish);
    response.status(made ? 201 : 200).setHeader('Cache-Control', 'no-store');
    return provision;
  }

  /** Suspends up to 500 customers, with a result for each; may be repeated. */
  @Post('customers/suspend')
  @HttpCode(200)
  @RequireRole('admin')
  @RequireScope('customers:write')
  suspendCustomers(@CurrentActor() actor: Actor, @Body() suspension: SuspensionOfMany): Promise<CustomerResults> {
    return this.billing.suspend(actor, suspension);
  }

  /** Takes the suspension of up to 500 customers back, with a result for each; may be repeated. */
  @Post('customers/unsuspend')
  @HttpCode(200)
  @RequireRole('admin')
  @RequireScope('customers:write')
  unsuspendCustomers(@CurrentActor() actor: Actor, @Body() selection: CustomerSelection): Promise<CustomerResults> {
    return this.billing.unsuspend(actor, selection);
  }

  /** Gives a customer another plan and says what they have beyond it; may be repeated. */
  @Put('customers/:id/plan')
  @ByCustomer()
  @RequireRole('admin')
  @RequireScope('customers:write')
  setCustomerPlan(
    @CurrentActor() actor: Actor,
    @CustomerParam() id: string,
    @Body() plan: PlanChoice,
  ): Promise<PlanChanged> {
    return this.billing.changePlan(actor, id, plan);
  }

  /** Sets the password of a customer's first FTP account and ends its sessions. */
  @Put('customers/:id/password')
  @ByCustomer()
  @RequireRole('admin')
  @RequireScope('customers:write')
  setFirstAccountPassword(
    @CurrentActor() actor: Actor,
    @CustomerParam() id: string,
    @Body() password: FirstAccountPassword,
  ): Promise<FirstAccountPasswordSet> {
    return this.billing.setFirstPassword(actor, id, password);
  }

  /** What all customers use, newest first. */
  @Get('usage/customers')
  @RequireRole('admin', 'support')
  @RequireScope('customers:read')
  listCustomerUsage(@CurrentActor() actor: Actor, @Query() query: CustomersUsageQuery): Promise<CustomerUsagePage> {
    return this.billing.usage(actor, query);
  }
}
