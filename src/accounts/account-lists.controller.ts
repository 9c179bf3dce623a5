// Routes for many FTP accounts at once: export, allowance, one act on a list of them.
import { Body, Controller, Get, HttpCode, Post, Query, type StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Actor } from '../auth/actor.js';
import { csvDownload } from '../http/csv-pages.js';
import { CurrentActor } from '../http/current-actor.js';
import { RequireRole } from '../http/require-role.guard.js';
import { RequireScope } from '../http/require-scope.guard.js';
import { AccountBulk, BulkResults } from './account-bulk.dto.js';
import { AccountBulkService } from './account-bulk.service.js';
import { accountColumns } from './account-export.js';
import { AccountQuery, Allowance, AllowanceQuery } from './account-list.dto.js';
import { AccountsService } from './accounts.service.js';
import { AllowanceService } from './allowance.service.js';

@ApiTags('accounts')
@Controller('accounts')
export class AccountListsController {
  constructor(
    private readonly accounts: AccountsService,
    private readonly allowances: AllowanceService,
    private readonly bulk: AccountBulkService,
  ) {}

  /** Every FTP account that the filter leaves, as CSV, in the order asked for; cursor and limit say nothing here. */
  @Get('export')
  @ApiProduces('text/csv')
  @ApiOkResponse({ type: String })
  @RequireRole('admin', 'support', 'customer')
  @RequireScope('accounts:read')
  exportAccounts(@CurrentActor() actor: Actor, @Query() query: AccountQuery): Promise<StreamableFile> {
    const read = (part: AccountQuery) => this.accounts.list(actor, part);
    return csvDownload({ name: 'ftp-accounts', columns: accountColumns, query, read });
  }

  /** How many FTP accounts a customer has, of how many, and who can give more. */
  @Get('allowance')
  @RequireRole('admin', 'support', 'customer')
  @RequireScope('accounts:read')
  getAllowance(@CurrentActor() actor: Actor, @Query() query: AllowanceQuery): Promise<Allowance> {
    return this.allowances.read(actor, query.customerId);
  }

  /** One act on up to 500 FTP accounts, with a result for each; what is not yours is not found. */
  @Post('bulk')
  @HttpCode(200)
  @RequireRole('admin', 'support', 'customer')
  @RequireScope('accounts:write')
  changeAccounts(@CurrentActor() actor: Actor, @Body() bulk: AccountBulk): Promise<BulkResults> {
    return this.bulk.run(actor, bulk);
  }
}
