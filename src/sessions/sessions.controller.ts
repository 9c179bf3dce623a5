// Routes for FTP sessions.
import { Body, Controller, Delete, Get, HttpCode, Post, Query, type StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Actor } from '../auth/actor.js';
import { csvDownload } from '../http/csv-pages.js';
import { CurrentActor } from '../http/current-actor.js';
import { IdParam } from '../http/id-param.js';
import { RequireRole } from '../http/require-role.guard.js';
import { sessionColumns } from './session-export.js';
import { Session, SessionPage, SessionQuery, SessionsEnded, SessionsToEnd } from './sessions.dto.js';
import { RequireScope } from '../http/require-scope.guard.js';
import { SessionsService } from './sessions.service.js';

@ApiTags('sessions')
@Controller('sessions')
@RequireRole('admin', 'support', 'customer')
export class SessionsController {
  constructor(private readonly sessions: SessionsService) {}

  /** FTP sessions, newest first unless another order is asked for. */
  @Get()
  @RequireScope('activity:read')
  listSessions(@CurrentActor() actor: Actor, @Query() query: SessionQuery): Promise<SessionPage> {
    return this.sessions.list(actor, query);
  }

  /** All that the filter leaves, as CSV in the order asked for, with times in UTC; `cursor` and `limit` say nothing here. */
  @Get('export')
  @ApiProduces('text/csv')
  @ApiOkResponse({ type: String })
  @RequireScope('activity:read')
  exportSessions(@CurrentActor() actor: Actor, @Query() query: SessionQuery): Promise<StreamableFile> {
    const read = (part: SessionQuery) => this.sessions.list(actor, part);
    return csvDownload({ name: 'sessions', columns: sessionColumns, query, read });
  }

  /** One FTP session. */
  @Get(':id')
  @RequireScope('activity:read')
  getSession(@CurrentActor() actor: Actor, @IdParam() id: string): Promise<Session> {
    return this.sessions.get(actor, id);
  }

  /** Ends all open FTP sessions that fit, or counts them. */
  @Post('end')
  @HttpCode(200)
  @RequireScope('accounts:write')
  endSessions(@CurrentActor() actor: Actor, @Body() which: SessionsToEnd): Promise<SessionsEnded> {
    return this.sessions.endAll(actor, which);
  }

  /** Ends an open FTP session; one that has ended already is as good. */
  @Delete(':id')
  @HttpCode(204)
  @RequireScope('accounts:write')
  async endSession(@CurrentActor() actor: Actor, @IdParam() id: string): Promise<void> {
    await this.sessions.end(actor, id);
  }
}
