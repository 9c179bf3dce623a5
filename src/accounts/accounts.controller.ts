// Routes for FTP accounts.
import { Body, Controller, Delete, Get, HttpCode, Patch, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Actor } from '../auth/actor.js';
import { CurrentActor } from '../http/current-actor.js';
import { IdParam } from '../http/id-param.js';
import { Idempotent } from '../http/idempotency.interceptor.js';
import { RequireRole } from '../http/require-role.guard.js';
import {
  Account,
  AccountChange,
  AccountPage,
  AccountPassword,
  AccountQuery,
  Availability,
  AvailabilityQuery,
  NewAccount,
} from './accounts.dto.js';
import { AccountsService } from './accounts.service.js';

@ApiTags('accounts')
@Controller('accounts')
export class AccountsController {
  constructor(private readonly accounts: AccountsService) {}

  /** FTP accounts, newest first. */
  @Get()
  @RequireRole('admin', 'support', 'customer')
  listAccounts(@CurrentActor() actor: Actor, @Query() query: AccountQuery): Promise<AccountPage> {
    return this.accounts.list(actor, query);
  }

  /** Makes an FTP account in a web root. */
  @Post()
  @Idempotent()
  @RequireRole('admin', 'customer')
  createAccount(@CurrentActor() actor: Actor, @Body() account: NewAccount): Promise<Account> {
    return this.accounts.create(actor, account);
  }

  /** Whether a login can be had. */
  @Get('availability')
  @RequireRole('admin', 'support', 'customer')
  checkAvailability(@CurrentActor() actor: Actor, @Query() query: AvailabilityQuery): Promise<Availability> {
    return this.accounts.availability(actor, query);
  }

  /** One FTP account. */
  @Get(':id')
  @RequireRole('admin', 'support', 'customer')
  getAccount(@CurrentActor() actor: Actor, @IdParam() id: string): Promise<Account> {
    return this.accounts.get(actor, id);
  }

  /** Changes an FTP account; its open sessions end where folder, access, networks, names or uploads change. */
  @Patch(':id')
  @RequireRole('admin', 'customer')
  changeAccount(@CurrentActor() actor: Actor, @IdParam() id: string, @Body() change: AccountChange): Promise<Account> {
    return this.accounts.change(actor, id, change);
  }

  /** Deletes an FTP account and ends its sessions. The files stay. */
  @Delete(':id')
  @HttpCode(204)
  @RequireRole('admin', 'customer')
  async deleteAccount(@CurrentActor() actor: Actor, @IdParam() id: string): Promise<void> {
    await this.accounts.delete(actor, id);
  }

  /** Sets an FTP account's password and ends its sessions. */
  @Put(':id/password')
  @HttpCode(204)
  @RequireRole('admin', 'customer')
  async setAccountPassword(
    @CurrentActor() actor: Actor,
    @IdParam() id: string,
    @Body() { password }: AccountPassword,
  ): Promise<void> {
    await this.accounts.setPassword(actor, id, password);
  }

  /** Lets an FTP account log in again. */
  @Post(':id/enable')
  @HttpCode(200)
  @RequireRole('admin', 'support', 'customer')
  enableAccount(@CurrentActor() actor: Actor, @IdParam() id: string): Promise<Account> {
    return this.accounts.setStatus(actor, id, 'enabled');
  }

  /** Refuses an FTP account's logins and ends its sessions. */
  @Post(':id/disable')
  @HttpCode(200)
  @RequireRole('admin', 'support', 'customer')
  disableAccount(@CurrentActor() actor: Actor, @IdParam() id: string): Promise<Account> {
    return this.accounts.setStatus(actor, id, 'disabled');
  }
}
