// Routes for web roots.
import { Body, Controller, Delete, Get, HttpCode, Patch, Post, Query, type StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Actor } from '../auth/actor.js';
import { csvDownload } from '../http/csv-pages.js';
import { CurrentActor } from '../http/current-actor.js';
import { IfMatch, type SeenRevisions, WithETag } from '../http/etag.js';
import { IdParam } from '../http/id-param.js';
import { Idempotent } from '../http/idempotency.interceptor.js';
import { RequireRole } from '../http/require-role.guard.js';
import { RequireScope } from '../http/require-scope.guard.js';
import {
  FolderListing,
  FolderQuery,
  NewWebRoot,
  WebRoot,
  WebRootChange,
  WebRootPage,
  WebRootQuery,
} from './web-roots.dto.js';
import { webRootColumns } from './web-root-export.js';
import { WebRootsService } from './web-roots.service.js';

@ApiTags('web-roots')
@Controller('web-roots')
export class WebRootsController {
  constructor(private readonly webRoots: WebRootsService) {}

  /** Web roots, newest first unless another order is asked for. */
  @Get()
  @RequireRole('admin', 'support', 'customer')
  @RequireScope('accounts:read')
  listWebRoots(@CurrentActor() actor: Actor, @Query() query: WebRootQuery): Promise<WebRootPage> {
    return this.webRoots.list(actor, query);
  }

  /** Makes a folder of a server a customer's web root; the server checks it first. */
  @Post()
  @Idempotent()
  @RequireRole('admin')
  @RequireScope('customers:write')
  createWebRoot(@CurrentActor() actor: Actor, @Body() webRoot: NewWebRoot): Promise<WebRoot> {
    return this.webRoots.create(actor, webRoot);
  }

  /** All that the filter leaves, as CSV in the order asked for, with times in UTC; `cursor` and `limit` say nothing here. */
  @Get('export')
  @ApiProduces('text/csv')
  @ApiOkResponse({ type: String })
  @RequireRole('admin', 'support', 'customer')
  @RequireScope('accounts:read')
  exportWebRoots(@CurrentActor() actor: Actor, @Query() query: WebRootQuery): Promise<StreamableFile> {
    const read = (part: WebRootQuery) => this.webRoots.list(actor, part);
    return csvDownload({ name: 'websites', columns: webRootColumns, query, read });
  }

  /** One web root. */
  @Get(':id')
  @WithETag()
  @RequireRole('admin', 'support', 'customer')
  @RequireScope('accounts:read')
  getWebRoot(@CurrentActor() actor: Actor, @IdParam() id: string): Promise<WebRoot> {
    return this.webRoots.get(actor, id);
  }

  /** Changes a web root; the server checks it first, and open sessions in it end. */
  @Patch(':id')
  @WithETag()
  @RequireRole('admin')
  @RequireScope('customers:write')
  changeWebRoot(
    @CurrentActor() actor: Actor,
    @IdParam() id: string,
    @IfMatch() seen: SeenRevisions,
    @Body() change: WebRootChange,
  ): Promise<WebRoot> {
    return this.webRoots.change(actor, id, { ...change, seen });
  }

  /** Deletes a web root in which no FTP account lies. The files stay. */
  @Delete(':id')
  @HttpCode(204)
  @RequireRole('admin')
  @RequireScope('customers:write')
  async deleteWebRoot(@CurrentActor() actor: Actor, @IdParam() id: string): Promise<void> {
    await this.webRoots.delete(actor, id);
  }

  /** Has the server count anew what lies in a web root; it takes its time, and the accounts' `countedAt` says when it is done. */
  @Post(':id/recount')
  @HttpCode(202)
  @RequireRole('admin', 'support', 'customer')
  @RequireScope('accounts:write')
  async recountWebRoot(@CurrentActor() actor: Actor, @IdParam() id: string): Promise<void> {
    await this.webRoots.recount(actor, id);
  }

  /** What lies in a folder of a web root, read by the server. */
  @Get(':id/folders')
  @RequireRole('admin', 'support', 'customer')
  @RequireScope('accounts:read')
  browseFolder(
    @CurrentActor() actor: Actor,
    @IdParam() id: string,
    @Query() { folder = '/' }: FolderQuery,
  ): Promise<FolderListing> {
    return this.webRoots.browse(actor, id, folder);
  }
}
