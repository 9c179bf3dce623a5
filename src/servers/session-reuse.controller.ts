// The route for who would fail if data connections had to resume TLS.
import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Actor } from '../auth/actor.js';
import { CurrentActor } from '../http/current-actor.js';
import { IdParam } from '../http/id-param.js';
import { RequireRole } from '../http/require-role.guard.js';
import { RequireScope } from '../http/require-scope.guard.js';
import { SessionReuse } from './session-reuse.dto.js';
import { SessionReuseService } from './session-reuse.service.js';

@ApiTags('policies')
@Controller('servers/:id')
export class SessionReuseController {
  constructor(private readonly sessionReuse: SessionReuseService) {}

  /** The accounts and programs whose data connections did not resume TLS in the last 30 days. */
  @Get('session-reuse')
  @RequireRole('admin', 'support')
  @RequireScope('servers:read')
  getSessionReuse(@CurrentActor() actor: Actor, @IdParam() id: string): Promise<SessionReuse> {
    return this.sessionReuse.read(actor, id);
  }
}
