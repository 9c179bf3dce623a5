// Routes for FTP sessions.
import { Body, Controller, Delete, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Actor } from '../auth/actor.js';
import { CurrentActor } from '../http/current-actor.js';
import { IdParam } from '../http/id-param.js';
import { RequireRole } from '../http/require-role.guard.js';
import { Session, SessionPage, SessionQuery, SessionsEnded, SessionsToEnd } from './sessions.dto.js';
import { RequireScope } from '../http/require-scope.guard.js';
import { SessionsService } from './sessions.service.js';

@ApiTags('sessions')
@Controller('sessions')
@RequireRole('admin', 'support', 'customer')
@RequireScope('activity:read')
export class SessionsController {
  constructor(private readonly sessions: SessionsService) {}

  /** FTP sessions, newest first. */
  @Get()
  listSessions(@CurrentActor() actor: Actor, @Query() query: SessionQuery): Promise<SessionPage> {
    return this.sessions.list(actor, query);
  }

  /** One FTP session. */
  @Get(':id')
  getSession(@CurrentActor() actor: Actor, @IdParam() id: string): Promise<Session> {
    return this.sessions.get(actor, id);
  }

  /** Ends all open FTP sessions that fit, or counts them. */
  @Post('end')
  @HttpCode(200)
  endSessions(@CurrentActor() actor: Actor, @Body() which: SessionsToEnd): Promise<SessionsEnded> {
    return this.sessions.endAll(actor, which);
  }

  /** Ends an open FTP session; one that has ended already is as good. */
  @Delete(':id')
  @HttpCode(204)
  async endSession(@CurrentActor() actor: Actor, @IdParam() id: string): Promise<void> {
    await this.sessions.end(actor, id);
  }
}
