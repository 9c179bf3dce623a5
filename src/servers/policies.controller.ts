// Routes for the mode policy of a server and its history.
import { Body, Controller, Get, Param, ParseIntPipe, Post, Put, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiExtraModels, ApiTags } from '@nestjs/swagger';
import { HttpCode } from '@nestjs/common';
import type { Actor } from '../auth/actor.js';
import { CurrentActor } from '../http/current-actor.js';
import { IfMatch, type SeenRevisions, WithETag } from '../http/etag.js';
import { IdParam } from '../http/id-param.js';
import { badField } from '../http/problems.js';
import { RequireRole } from '../http/require-role.guard.js';
import { Policy, PolicyConflict, PolicyDraft, PolicyPage, PolicyQuery } from './policy.dto.js';
import { RequireScope } from '../http/require-scope.guard.js';
import { PoliciesService } from './policies.service.js';

const versionPipe = new ParseIntPipe({ exceptionFactory: () => badField('version', 'Write the number of a version.') });

const WithVersion = () => WithETag<Policy>(({ version }) => version);

@ApiTags('policies')
@ApiExtraModels(PolicyConflict)
@Controller('servers/:id')
export class PoliciesController {
  constructor(private readonly policies: PoliciesService) {}

  /** The newest mode policy of a server, and whether it is in force. */
  @Get('policy')
  @WithVersion()
  @RequireRole('admin', 'support')
  @RequireScope('servers:read')
  getPolicy(@CurrentActor() actor: Actor, @IdParam() id: string): Promise<Policy> {
    return this.policies.current(actor, id);
  }

  /** Writes the next version of a server's mode policy; its FTP processes obey it within a second. */
  @Put('policy')
  @WithVersion()
  @HttpCode(201)
  @ApiCreatedResponse({ type: Policy })
  @RequireRole('admin')
  @RequireScope('servers:write')
  putPolicy(
    @CurrentActor() actor: Actor,
    @IdParam() id: string,
    @IfMatch() seen: SeenRevisions,
    @Body() draft: PolicyDraft,
  ): Promise<Policy> {
    return this.policies.write(actor, id, { ...draft, seen });
  }

  /** Keeps the version that is tried now: writes it again as one that does not end by itself. */
  @Post('policy/confirm')
  @WithVersion()
  @RequireRole('admin')
  @RequireScope('servers:write')
  confirmPolicy(@CurrentActor() actor: Actor, @IdParam() id: string, @IfMatch() seen: SeenRevisions): Promise<Policy> {
    return this.policies.confirm(actor, id, seen);
  }

  /** Every version of a server's mode policy, newest first. */
  @Get('policies')
  @RequireRole('admin', 'support')
  @RequireScope('servers:read')
  listPolicies(@CurrentActor() actor: Actor, @IdParam() id: string, @Query() query: PolicyQuery): Promise<PolicyPage> {
    return this.policies.history(actor, id, query);
  }

  /** Writes an old version again as the newest. */
  @Post('policies/:version/restore')
  @WithVersion()
  @RequireRole('admin')
  @RequireScope('servers:write')
  restorePolicy(
    @CurrentActor() actor: Actor,
    @IdParam() id: string,
    @Param('version', versionPipe) version: number,
    @IfMatch() seen: SeenRevisions,
  ): Promise<Policy> {
    return this.policies.restore(actor, id, { version, seen });
  }
}
