// The route of server-sent events: nudges that say what to read again.
import { Controller, Get, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import type { Actor } from '../auth/actor.js';
import { CurrentActor } from '../http/current-actor.js';
import { RequireRole } from '../http/require-role.guard.js';
import { RequireScope } from '../http/require-scope.guard.js';
import { EventsService } from './events.service.js';

@ApiTags('events')
@Controller('events')
export class EventsController {
  constructor(private readonly events: EventsService) {}

  /**
   * A stream of `hello`, `server`, `sessions`, `transfers`, `logins`, `removals`, `site-moves`, `self-tests` and `bans`
   * events; each says what to read again. It ends with the session or token that opened it.
   */
  @Get()
  @ApiOkResponse({
    description: 'Server-sent events.',
    content: { 'text/event-stream': { schema: { type: 'string' } } },
  })
  @RequireRole('admin', 'support', 'customer')
  @RequireScope('activity:read')
  async streamEvents(@CurrentActor() actor: Actor, @Req() request: Request, @Res() response: Response): Promise<void> {
    await this.events.stream(actor, request, response);
  }
}
