// Routes for customers.
import { Body, Controller, Delete, Get, HttpCode, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Actor } from '../auth/actor.js';
import { CurrentActor } from '../http/current-actor.js';
import { IfMatch, type SeenRevisions, WithETag } from '../http/etag.js';
import { IdParam } from '../http/id-param.js';
import { Idempotent } from '../http/idempotency.interceptor.js';
import { RequireRole } from '../http/require-role.guard.js';
import { RequireScope } from '../http/require-scope.guard.js';
import { Customer, CustomerChange, CustomerPage, CustomerQuery, NewCustomer, Suspension } from './customers.dto.js';
import { CustomersService } from './customers.service.js';

@ApiTags('customers')
@Controller('customers')
export class CustomersController {
  constructor(private readonly customers: CustomersService) {}

  /** Customers, newest first. */
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

  /** One customer. */
  @Get(':id')
  @WithETag()
  @RequireRole('admin', 'support')
  @RequireScope('customers:read')
  getCustomer(@CurrentActor() actor: Actor, @IdParam() id: string): Promise<Customer> {
    return this.customers.get(actor, id);
  }

  /** Changes a customer. */
  @Patch(':id')
  @WithETag()
  @RequireRole('admin')
  @RequireScope('customers:write')
  changeCustomer(
    @CurrentActor() actor: Actor,
    @IdParam() id: string,
    @IfMatch() seen: SeenRevisions,
    @Body() change: CustomerChange,
  ): Promise<Customer> {
    return this.customers.change(actor, id, { ...change, seen });
  }

  /** Deletes a customer who has no web root, with their panel logins. */
  @Delete(':id')
  @HttpCode(204)
  @RequireRole('admin')
  @RequireScope('customers:write')
  async deleteCustomer(@CurrentActor() actor: Actor, @IdParam() id: string): Promise<void> {
    await this.customers.delete(actor, id);
  }

  /** Refuses every FTP login of a customer and ends their sessions; may be repeated. */
  @Post(':id/suspend')
  @HttpCode(200)
  @RequireRole('admin')
  @RequireScope('customers:write')
  suspendCustomer(
    @CurrentActor() actor: Actor,
    @IdParam() id: string,
    @Body() { reason }: Suspension,
  ): Promise<Customer> {
    return this.customers.suspend(actor, id, reason);
  }

  /** Lets a customer's FTP accounts log in again, as each was before; may be repeated. */
  @Post(':id/unsuspend')
  @HttpCode(200)
  @RequireRole('admin')
  @RequireScope('customers:write')
  unsuspendCustomer(@CurrentActor() actor: Actor, @IdParam() id: string): Promise<Customer> {
    return this.customers.unsuspend(actor, id);
  }
}
