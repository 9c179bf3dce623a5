// The route for what bounds an FTP account.
import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Actor } from '../auth/actor.js';
import { CurrentActor } from '../http/current-actor.js';
import { IdParam } from '../http/id-param.js';
import { RequireRole } from '../http/require-role.guard.js';
import { RequireScope } from '../http/require-scope.guard.js';
import { AccountLimits } from './account-limits.dto.js';
import { AccountLimitsService } from './account-limits.service.js';

@ApiTags('accounts')
@Controller('accounts/:id/limits')
export class AccountLimitsController {
  constructor(private readonly limits: AccountLimitsService) {}

  /** What bounds an FTP account and how much of it is used, its own limits and its plan's. */
  @Get()
  @RequireRole('admin', 'support', 'customer')
  @RequireScope('accounts:read')
  getAccountLimits(@CurrentActor() actor: Actor, @IdParam() id: string): Promise<AccountLimits> {
    return this.limits.read(actor, id);
  }
}
