// Routes for where one is signed in to the panel.
import { Controller, Delete, Get, HttpCode, Post, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { CurrentActor } from '../http/current-actor.js';
import { IdParam } from '../http/id-param.js';
import { RequireRole } from '../http/require-role.guard.js';
import { NoToken } from '../http/require-scope.guard.js';
import type { Actor } from './actor.js';
import { PanelSessionList } from './panel-sessions.dto.js';
import { PanelSessionsService } from './panel-sessions.service.js';

@ApiTags('auth')
@Controller('auth/sessions')
@RequireRole('admin', 'support', 'customer')
@NoToken()
export class PanelSessionsController {
  constructor(private readonly sessions: PanelSessionsService) {}

  /** Where one is signed in, the session seen last first. */
  @Get()
  listPanelSessions(@CurrentActor() actor: Actor, @Req() request: Request): Promise<PanelSessionList> {
    return this.sessions.list(actor, request);
  }

  /** Ends one of one's own sessions. */
  @Delete(':id')
  @HttpCode(204)
  async endPanelSession(@CurrentActor() actor: Actor, @IdParam() id: string): Promise<void> {
    await this.sessions.end(actor, id);
  }

  /** Ends all of one's own sessions but this one. */
  @Post('end-others')
  @HttpCode(204)
  async endOtherPanelSessions(@CurrentActor() actor: Actor, @Req() request: Request): Promise<void> {
    await this.sessions.endOthers(actor, request);
  }
}
