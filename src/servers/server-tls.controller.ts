// The route for how a server encrypts.
import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Actor } from '../auth/actor.js';
import { CurrentActor } from '../http/current-actor.js';
import { IdParam } from '../http/id-param.js';
import { RequireRole } from '../http/require-role.guard.js';
import { RequireScope } from '../http/require-scope.guard.js';
import { ServerTls } from './server-tls.dto.js';
import { ServerTlsService } from './server-tls.service.js';

@ApiTags('servers')
@Controller('servers/:id')
export class ServerTlsController {
  constructor(private readonly tls: ServerTlsService) {}

  /** The certificates that a server uses, whether one stands for its host, and what clients will complain of. */
  @Get('tls')
  @RequireRole('admin', 'support')
  @RequireScope('servers:read')
  getServerTls(@CurrentActor() actor: Actor, @IdParam() id: string): Promise<ServerTls> {
    return this.tls.read(actor, id);
  }
}
