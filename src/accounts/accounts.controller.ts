// Routes for FTP accounts.
import { Body, Controller, Delete, Get, HttpCode, Patch, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Actor } from '../auth/actor.js';
import { CurrentActor } from '../http/current-actor.js';
import { IfMatch, type SeenRevisions, WithETag } from '../http/etag.js';
import { IdParam } from '../http/id-param.js';
import { Idempotent } from '../http/idempotency.interceptor.js';
import { RequireRole } from '../http/require-role.guard.js';
import { AccountQuery } from './account-list.dto.js';
import { RequireScope } from '../http/require-scope.guard.js';
import {
  Account,
  AccountChange,
  AccountPage,
  AccountPassword,
  Availability,
  AvailabilityQuery,
  NewAccount,
} from './accounts.dto.js';
import { AccountDeletion, AccountFiles } from './account-files.dto.js';
import { AccountFilesService } from './account-files.service.js';
import { AccountsService } from './accounts.service.js';

@ApiTags('accounts')
@Controller('accounts')
export class AccountsController {
  constructor(
    private readonly accounts: AccountsService,
    private readonly files: AccountFilesService,
  ) {}

  /** FTP accounts, newest first unless another order is asked for. */
  @Get()
  @RequireRole('admin', 'support', 'customer')
  @RequireScope('accounts:read')
  listAccounts(@CurrentActor() actor: Actor, @Query() query: AccountQuery): Promise<AccountPage> {
    return this.accounts.list(actor, query);
  }

  /** Makes an FTP account in a web root. */
  @Post()
  @Idempotent()
  @RequireRole('admin', 'customer')
  @RequireScope('accounts:write')
  createAccount(@CurrentActor() actor: Actor, @Body() account: NewAccount): Promise<Account> {
    return this.accounts.create(actor, account);
  }

  /** Whether a login can be had. */
  @Get('availability')
  @RequireRole('admin', 'support', 'customer')
  @RequireScope('accounts:read')
  checkAvailability(@CurrentActor() actor: Actor, @Query() query: AvailabilityQuery): Promise<Availability> {
    return this.accounts.availability(actor, query);
  }

  /** One FTP account. */
  @Get(':id')
  @WithETag()
  @RequireRole('admin', 'support', 'customer')
  @RequireScope('accounts:read')
  getAccount(@CurrentActor() actor: Actor, @IdParam() id: string): Promise<Account> {
    return this.accounts.get(actor, id);
  }

  /** Changes an FTP account; its open sessions end where folder, access, networks, names or uploads change. */
  @Patch(':id')
  @WithETag()
  @RequireRole('admin', 'customer')
  @RequireScope('accounts:write')
  changeAccount(
    @CurrentActor() actor: Actor,
    @IdParam() id: string,
    @IfMatch() seen: SeenRevisions,
    @Body() change: AccountChange,
  ): Promise<Account> {
    return this.accounts.change(actor, id, { ...change, seen });
  }

  /** What lies in an FTP account's folder, and who else uses it: what would go if it were deleted with its files. */
  @Get(':id/files')
  @RequireRole('admin', 'support', 'customer')
  @RequireScope('accounts:read')
  getAccountFiles(@CurrentActor() actor: Actor, @IdParam() id: string): Promise<AccountFiles> {
    return this.files.look(actor, id);
  }

  /** Deletes an FTP account and ends its sessions. The files stay unless asked; the server removes them afterwards. */
  @Delete(':id')
  @HttpCode(204)
  @RequireRole('admin', 'customer')
  @RequireScope('accounts:write')
  async deleteAccount(
    @CurrentActor() actor: Actor,
    @IdParam() id: string,
    @Query() deletion: AccountDeletion,
  ): Promise<void> {
    await this.files.delete(actor, id, deletion);
  }

  /** Sets an FTP account's password and ends its sessions, unless they are to stay. */
  @Put(':id/password')
  @HttpCode(204)
  @RequireRole('admin', 'customer')
  @RequireScope('accounts:write')
  async setAccountPassword(
    @CurrentActor() actor: Actor,
    @IdParam() id: string,
    @Body() wish: AccountPassword,
  ): Promise<void> {
    await this.accounts.setPassword(actor, id, wish);
  }

  /** Lets an FTP account log in again. */
  @Post(':id/enable')
  @HttpCode(200)
  @RequireRole('admin', 'support', 'customer')
  @RequireScope('accounts:write')
  enableAccount(@CurrentActor() actor: Actor, @IdParam() id: string): Promise<Account> {
    return this.accounts.setStatus(actor, id, 'enabled');
  }

  /** Refuses an FTP account's logins and ends its sessions. */
  @Post(':id/disable')
  @HttpCode(200)
  @RequireRole('admin', 'support', 'customer')
  @RequireScope('accounts:write')
  disableAccount(@CurrentActor() actor: Actor, @IdParam() id: string): Promise<Account> {
    return this.accounts.setStatus(actor, id, 'disabled');
  }
}
