// Routes for moving a site to another server.
import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Actor } from '../auth/actor.js';
import { CurrentActor } from '../http/current-actor.js';
import { IfMatch, type SeenRevisions, WithETag } from '../http/etag.js';
import { IdParam } from '../http/id-param.js';
import { RequireRole } from '../http/require-role.guard.js';
import { RequireScope } from '../http/require-scope.guard.js';
import { MoveOrder, MovePreview, MoveTarget, SiteMoves } from './site-moves.dto.js';
import { SiteMovesService } from './site-moves.service.js';

@ApiTags('web-roots')
@Controller('web-roots')
export class SiteMovesController {
  constructor(private readonly moves: SiteMovesService) {}

  /** Where a site is, which servers still say that it moved, and whether its files are where they shall go. */
  @Get(':id/move')
  @WithETag()
  @RequireRole('admin', 'support')
  @RequireScope('customers:read')
  getSiteMoves(@CurrentActor() actor: Actor, @IdParam() id: string): Promise<SiteMoves> {
    return this.moves.look(actor, id);
  }

  /** What moving a site to another server would do, and what stands against it. Nothing is changed. */
  @Post(':id/move/preview')
  @HttpCode(200)
  @WithETag()
  @RequireRole('admin')
  @RequireScope('customers:read')
  previewSiteMove(@CurrentActor() actor: Actor, @IdParam() id: string, @Body() to: MoveTarget): Promise<MovePreview> {
    return this.moves.preview(actor, id, to);
  }

  /** Has the old and the new server count the site's files; the newest check is part of `getSiteMoves`. */
  @Post(':id/move/check')
  @HttpCode(200)
  @RequireRole('admin')
  @RequireScope('customers:write')
  checkSiteMove(@CurrentActor() actor: Actor, @IdParam() id: string, @Body() to: MoveTarget): Promise<SiteMoves> {
    return this.moves.check(actor, id, to);
  }

  /**
   * Moves a site with its FTP accounts to another server, whose folder must hold its files. Open sessions end; for 30 days
   * the old server answers the right password with the new address.
   */
  @Post(':id/move')
  @HttpCode(200)
  @WithETag()
  @RequireRole('admin')
  @RequireScope('customers:write')
  moveSite(
    @CurrentActor() actor: Actor,
    @IdParam() id: string,
    @IfMatch() seen: SeenRevisions,
    @Body() order: MoveOrder,
  ): Promise<SiteMoves> {
    return this.moves.move(actor, id, { ...order, seen });
  }
}
