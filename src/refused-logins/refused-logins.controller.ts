// The route for an account's refused logins.
import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Actor } from '../auth/actor.js';
import { CurrentActor } from '../http/current-actor.js';
import { IdParam } from '../http/id-param.js';
import { RequireRole } from '../http/require-role.guard.js';
import { RequireScope } from '../http/require-scope.guard.js';
import { RefusedLogins } from './refused-logins.dto.js';
import { RefusedLoginsService } from './refused-logins.service.js';

@ApiTags('accounts')
@Controller('accounts')
export class RefusedLoginsController {
  constructor(private readonly refused: RefusedLoginsService) {}

  /** Logins of the last week that were refused, together where program, address and reason are the same. */
  @Get(':id/refused-logins')
  @RequireRole('admin', 'support', 'customer')
  @RequireScope('activity:read')
  listRefusedLogins(@CurrentActor() actor: Actor, @IdParam() id: string): Promise<RefusedLogins> {
    return this.refused.list(actor, id);
  }
}
