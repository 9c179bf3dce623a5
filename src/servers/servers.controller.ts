// Routes for servers.
import { Body, Controller, Get, Patch, Query, type StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Actor } from '../auth/actor.js';
import { csvDownload } from '../http/csv-pages.js';
import { CurrentActor } from '../http/current-actor.js';
import { IfMatch, type SeenRevisions, WithETag } from '../http/etag.js';
import { IdParam } from '../http/id-param.js';
import { RequireRole } from '../http/require-role.guard.js';
import { RequireScope } from '../http/require-scope.guard.js';
import { serverColumns } from './server-export.js';
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

  /** All of them, as CSV; `cursor` and `limit` say nothing here. */
  @Get('export')
  @ApiProduces('text/csv')
  @ApiOkResponse({ type: String })
  @RequireRole('admin', 'support')
  @RequireScope('servers:read')
  exportServers(@CurrentActor() actor: Actor, @Query() query: ServerQuery): Promise<StreamableFile> {
    const read = (part: ServerQuery) => this.servers.list(actor, part);
    return csvDownload({ name: 'servers', columns: serverColumns, query, read });
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
