// Routes for hand-over links; the last two are for whoever holds one and is not signed in.
import { Body, Controller, Delete, Get, HttpCode, Post, Query, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import type { Actor } from '../auth/actor.js';
import { clientAddressOf } from '../auth/client-address.js';
import { CurrentActor } from '../http/current-actor.js';
import { Idempotent } from '../http/idempotency.interceptor.js';
import { IdParam } from '../http/id-param.js';
import { panelUrl } from '../http/panel-url.js';
import { Public, RequireRole } from '../http/require-role.guard.js';
import { RequireScope } from '../http/require-scope.guard.js';
import {
  CreatedHandOverLink,
  HandOverDone,
  HandOverLinkPage,
  HandOverOffer,
  HandOverQuery,
  HandOverSecret,
  HandOverUse,
  NewHandOverLink,
  NewPanelHandOverLink,
} from './hand-over.dto.js';
import { HandOverService, type MadeLink } from './hand-over.service.js';
import { HandOverUseService } from './hand-over-use.service.js';

@ApiTags('hand-over')
@Controller('hand-over-links')
export class HandOverController {
  constructor(
    private readonly links: HandOverService,
    private readonly uses: HandOverUseService,
  ) {}

  /** Hand-over links, newest first. */
  @Get()
  @RequireRole('admin', 'support', 'customer')
  @RequireScope('accounts:read')
  listHandOverLinks(@CurrentActor() actor: Actor, @Query() query: HandOverQuery): Promise<HandOverLinkPage> {
    return this.links.list(actor, query);
  }

  /** Makes a link by which its receiver makes an FTP account's password; an open one is replaced. Good once, for 72 hours. */
  @Post()
  @RequireRole('admin', 'customer')
  @RequireScope('accounts:write')
  @Idempotent()
  async createHandOverLink(
    @CurrentActor() actor: Actor,
    @Req() request: Request,
    @Body() wish: NewHandOverLink,
  ): Promise<CreatedHandOverLink> {
    return toCreated(request, await this.links.createForAccount(actor, wish));
  }

  /** Makes a link for whoever has forgotten their panel password. */
  @Post('panel')
  @RequireRole('admin')
  @RequireScope('people:write')
  @Idempotent()
  async createPanelHandOverLink(
    @CurrentActor() actor: Actor,
    @Req() request: Request,
    @Body() wish: NewPanelHandOverLink,
  ): Promise<CreatedHandOverLink> {
    return toCreated(request, await this.links.createForPanel(actor, wish));
  }

  /** Takes a link back; it opens nothing any more. */
  @Delete(':id')
  @HttpCode(204)
  @RequireRole('admin', 'customer')
  @RequireScope('accounts:write')
  async revokeHandOverLink(@CurrentActor() actor: Actor, @IdParam() id: string): Promise<void> {
    await this.links.revoke(actor, id);
  }

  /** What a link is about, for whoever holds it. Uses nothing up. */
  @Post('look')
  @HttpCode(200)
  @Public()
  lookAtHandOver(@Req() request: Request, @Body() { secret }: HandOverSecret): Promise<HandOverOffer> {
    return this.uses.look(clientAddressOf(request), secret);
  }

  /** Makes the password and uses the link up; for an FTP account the answer says how to connect. */
  @Post('use')
  @HttpCode(200)
  @Public()
  useHandOver(
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
    @Body() use: HandOverUse,
  ): Promise<HandOverDone> {
    response.setHeader('Cache-Control', 'no-store');
    return this.uses.use(clientAddressOf(request), use);
  }
}

function toCreated(request: Request, { link, secret }: MadeLink): CreatedHandOverLink {
  return { ...link, url: panelUrl(request, `/handover#${secret}`) };
}
