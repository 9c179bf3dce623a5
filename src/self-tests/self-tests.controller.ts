// Routes for the self-tests of a server.
import { Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiAcceptedResponse, ApiTags } from '@nestjs/swagger';
import type { Actor } from '../auth/actor.js';
import { CurrentActor } from '../http/current-actor.js';
import { IdParam } from '../http/id-param.js';
import { RequireRole } from '../http/require-role.guard.js';
import { RequireScope } from '../http/require-scope.guard.js';
import { SelfTest, SelfTestPage, SelfTestQuery } from './self-tests.dto.js';
import { SelfTestsService } from './self-tests.service.js';

@ApiTags('servers')
@Controller('servers/:id/self-tests')
export class SelfTestsController {
  constructor(private readonly tests: SelfTestsService) {}

  /** What a server was like from outside, newest first: control, TLS and each of the four verbs, by who looked. */
  @Get()
  @RequireRole('admin', 'support')
  @RequireScope('servers:read')
  listSelfTests(
    @CurrentActor() actor: Actor,
    @IdParam() id: string,
    @Query() query: SelfTestQuery,
  ): Promise<SelfTestPage> {
    return this.tests.list(actor, id, query);
  }

  /** Begins a self-test of a server; where one runs already, gives that one. It ends within about a minute. */
  @Post()
  @HttpCode(202)
  @ApiAcceptedResponse({ type: SelfTest })
  @RequireRole('admin')
  @RequireScope('servers:write')
  startSelfTest(@CurrentActor() actor: Actor, @IdParam() id: string): Promise<SelfTest> {
    return this.tests.start(actor, id);
  }
}
