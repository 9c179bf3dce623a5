// Routes for customers.
import { Body, Controller, Delete, Get, HttpCode, Patch, Post, Query, Res, type StreamableFile } from '@nestjs/common';
import { ApiAcceptedResponse, ApiNoContentResponse, ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import type { Actor } from '../auth/actor.js';
import { csvDownload } from '../http/csv-pages.js';
import { CurrentActor } from '../http/current-actor.js';
import { IfMatch, type SeenRevisions, WithETag } from '../http/etag.js';
import { Idempotent } from '../http/idempotency.interceptor.js';
import { RequireRole } from '../http/require-role.guard.js';
import { RequireScope } from '../http/require-scope.guard.js';
import { ByCustomer, CustomerParam } from './customer-param.js';
import { customerColumns } from './customer-export.js';
import { Customer, CustomerChange, CustomerPage, CustomerQuery, NewCustomer, Suspension } from './customers.dto.js';
import { CustomersService } from './customers.service.js';
import { PlanPreview, PlanWanted } from './plans.dto.js';
import { PlansService } from './plans.service.js';
import { CustomerDeletion, Termination } from './terminations.dto.js';
import { TerminationsService } from './terminations.service.js';

@ApiTags('customers')
@Controller('customers')
export class CustomersController {
  constructor(
    private readonly customers: CustomersService,
    private readonly terminations: TerminationsService,
    private readonly plans: PlansService,
  ) {}

  /** Customers, newest first unless another order is asked for. */
  @Get()
  @RequireRole('admin', 'support')
  @RequireScope('customers:read')
  listCustomers(@CurrentActor() actor: Actor, @Query() query: CustomerQuery): Promise<CustomerPage> {
    return this.customers.list(actor, query);
  }

  /** Makes a customer, with their first panel login where one is given. */
  @Post()
  @Idempotent()
  @RequireRole('admin')
  @RequireScope('customers:write')
  createCustomer(@CurrentActor() actor: Actor, @Body() customer: NewCustomer): Promise<Customer> {
    return this.customers.create(actor, customer);
  }

  /** All that the filter leaves, as CSV in the order asked for, with times in UTC; `cursor` and `limit` say nothing here. */
  @Get('export')
  @ApiProduces('text/csv')
  @ApiOkResponse({ type: String })
  @RequireRole('admin', 'support')
  @RequireScope('customers:read')
  exportCustomers(@CurrentActor() actor: Actor, @Query() query: CustomerQuery): Promise<StreamableFile> {
    const read = (part: CustomerQuery) => this.customers.list(actor, part);
    return csvDownload({ name: 'customers', columns: customerColumns, query, read });
  }

  /** One customer. */
  @Get(':id')
  @ByCustomer()
  @WithETag()
  @RequireRole('admin', 'support')
  @RequireScope('customers:read')
  getCustomer(@CurrentActor() actor: Actor, @CustomerParam() id: string): Promise<Customer> {
    return this.customers.get(actor, id);
  }

  /** What the customer would have more than another plan allows; nothing is changed by asking. */
  @Get(':id/plan-preview')
  @ByCustomer()
  @RequireRole('admin')
  @RequireScope('customers:read')
  previewCustomerPlan(
    @CurrentActor() actor: Actor,
    @CustomerParam() id: string,
    @Query() { planId }: PlanWanted,
  ): Promise<PlanPreview> {
    return this.plans.previewFor(actor, id, planId);
  }

  /** Changes a customer; over the limits of a new plan they keep what they have and get nothing more. */
  @Patch(':id')
  @ByCustomer()
  @WithETag()
  @RequireRole('admin')
  @RequireScope('customers:write')
  changeCustomer(
    @CurrentActor() actor: Actor,
    @CustomerParam() id: string,
    @IfMatch() seen: SeenRevisions,
    @Body() change: CustomerChange,
  ): Promise<Customer> {
    return this.customers.change(actor, id, { ...change, seen });
  }

  /** Everything that would go if the customer were terminated, or is going: nothing is changed by asking. */
  @Get(':id/termination')
  @ByCustomer()
  @RequireRole('admin', 'support')
  @RequireScope('customers:read')
  getTermination(@CurrentActor() actor: Actor, @CustomerParam() id: string): Promise<Termination> {
    return this.terminations.look(actor, id);
  }

  /**
   * Terminates a customer: FTP accounts and panel logins go at once, web roots and the customer once the files that are to
   * be deleted are gone; may be repeated. Without `files` only a customer without a web root is deleted.
   */
  @Delete(':id')
  @ByCustomer()
  @ApiNoContentResponse({ description: 'The customer is gone.' })
  @ApiAcceptedResponse({ description: 'The servers are removing the files; `GET /removals?customerId=` says how far.' })
  @RequireRole('admin')
  @RequireScope('customers:write')
  async deleteCustomer(
    @CurrentActor() actor: Actor,
    @CustomerParam() id: string,
    @Query() { files }: CustomerDeletion,
    @Res({ passthrough: true }) response: Response,
  ): Promise<void> {
    response.status(204);
    if (files === undefined) return this.customers.delete(actor, id);
    if ((await this.terminations.terminate(actor, id, files)) === 'terminating') response.status(202);
  }

  /** Refuses every FTP login of a customer and ends their sessions; may be repeated. */
  @Post(':id/suspend')
  @ByCustomer()
  @HttpCode(200)
  @RequireRole('admin')
  @RequireScope('customers:write')
  suspendCustomer(
    @CurrentActor() actor: Actor,
    @CustomerParam() id: string,
    @Body() { reason }: Suspension,
  ): Promise<Customer> {
    return this.customers.suspend(actor, id, reason);
  }

  /** Lets a customer's FTP accounts log in again, as each was before; may be repeated. */
  @Post(':id/unsuspend')
  @ByCustomer()
  @HttpCode(200)
  @RequireRole('admin')
  @RequireScope('customers:write')
  unsuspendCustomer(@CurrentActor() actor: Actor, @CustomerParam() id: string): Promise<Customer> {
    return this.customers.unsuspend(actor, id);
  }
}
