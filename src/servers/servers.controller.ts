// Routes for servers.
import { Body, Controller, Get, Patch, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Actor } from '../auth/actor.js';
import { CurrentActor } from '../http/current-actor.js';
import { IfMatch, type SeenRevisions, WithETag } from '../http/etag.js';
import { IdParam } from '../http/id-param.js';
import { RequireRole } from '../http/require-role.guard.js';
import { RequireScope } from '../http/require-scope.guard.js';
import { Server, ServerChange, ServerPage, ServerQuery } from './servers.dto.js';
import { ServersService } from './servers.service.js';

@ApiTags('servers')
@Controller('servers')
export class ServersController {
  constructor(private readonly servers: ServersService) {}

  /** Servers, newest first; customers see those that hold a web root of theirs. */
  @Get()
  @RequireRole('admin', 'support', 'customer')
  @RequireScope('servers:read')
  listServers(@CurrentActor() actor: Actor, @Query() query: ServerQuery): Promise<ServerPage> {
    return this.servers.list(actor, query);
  }

  /** One server. */
  @Get(':id')
  @WithETag()
  @RequireRole('admin', 'support', 'customer')
  @RequireScope('servers:read')
  getServer(@CurrentActor() actor: Actor, @IdParam() id: string): Promise<Server> {
    return this.servers.get(actor, id);
  }

  /** Changes the host that customers are told to connect to. */
  @Patch(':id')
  @WithETag()
  @RequireRole('admin')
  @RequireScope('servers:write')
  changeServer(
    @CurrentActor() actor: Actor,
    @IdParam() id: string,
    @IfMatch() seen: SeenRevisions,
    @Body() change: ServerChange,
  ): Promise<Server> {
    return this.servers.change(actor, id, { ...change, seen });
  }
}
