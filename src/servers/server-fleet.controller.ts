// Routes that add and remove servers.
import { Body, Controller, Delete, Get, HttpCode, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Actor } from '../auth/actor.js';
import { CurrentActor } from '../http/current-actor.js';
import { IdParam } from '../http/id-param.js';
import { Idempotent } from '../http/idempotency.interceptor.js';
import { RequireRole } from '../http/require-role.guard.js';
import { RequireScope } from '../http/require-scope.guard.js';
import { NewServer } from './new-server.dto.js';
import { AddedServer, ServerRemoval } from './server-fleet.dto.js';
import { ServerFleetService } from './server-fleet.service.js';

@ApiTags('servers')
@Controller('servers')
export class ServerFleetController {
  constructor(private readonly fleet: ServerFleetService) {}

  /** Adds a server before its first start; the answer holds its machine's settings file, this once. */
  @Post()
  @Idempotent()
  @RequireRole('admin')
  @RequireScope('servers:write')
  addServer(@CurrentActor() actor: Actor, @Body() server: NewServer): Promise<AddedServer> {
    return this.fleet.add(actor, server);
  }

  /** What hangs on a server, and what would go if it were removed. Changes nothing. */
  @Get(':id/removal')
  @RequireRole('admin', 'support')
  @RequireScope('servers:read')
  getServerRemoval(@CurrentActor() actor: Actor, @IdParam() id: string): Promise<ServerRemoval> {
    return this.fleet.removal(actor, id);
  }

  /** Removes a server on which no web root lies, with its policies, records and database login. */
  @Delete(':id')
  @HttpCode(204)
  @RequireRole('admin')
  @RequireScope('servers:write')
  removeServer(@CurrentActor() actor: Actor, @IdParam() id: string): Promise<void> {
    return this.fleet.remove(actor, id);
  }
}
