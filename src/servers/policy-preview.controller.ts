// Routes for what a policy would mean before it is applied, and for the firewall rules that it needs.
import { Body, Controller, Get, Header, HttpCode, Post } from '@nestjs/common';
import { ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Actor } from '../auth/actor.js';
import { CurrentActor } from '../http/current-actor.js';
import { IdParam } from '../http/id-param.js';
import { RequireRole } from '../http/require-role.guard.js';
import { RequireScope } from '../http/require-scope.guard.js';
import { PolicyDraft } from './policy.dto.js';
import { Firewall, PolicyPreview } from './policy-preview.dto.js';
import { PolicyPreviewService } from './policy-preview.service.js';

@ApiTags('policies')
@Controller('servers/:id')
export class PolicyPreviewController {
  constructor(private readonly previews: PolicyPreviewService) {}

  /** What a draft would mean: who used what it forbids, what its range holds, what is wrong with it. Changes nothing. */
  @Post('policy/preview')
  @HttpCode(200)
  @ApiOkResponse({ type: PolicyPreview })
  @RequireRole('admin', 'support')
  @RequireScope('servers:read', 'accounts:read')
  previewPolicy(
    @CurrentActor() actor: Actor,
    @IdParam() id: string,
    @Body() draft: PolicyDraft,
  ): Promise<PolicyPreview> {
    return this.previews.preview(actor, id, draft);
  }

  /** Whom a draft concerns, with addresses to write to and the setting to change, as CSV. */
  @Post('policy/preview/export')
  @HttpCode(200)
  @Header('Content-Type', 'text/csv; charset=utf-8')
  @ApiProduces('text/csv')
  @ApiOkResponse({ type: String })
  @RequireRole('admin', 'support')
  @RequireScope('servers:read', 'accounts:read')
  exportPolicyPreview(
    @CurrentActor() actor: Actor,
    @IdParam() id: string,
    @Body() draft: PolicyDraft,
  ): Promise<string> {
    return this.previews.export(actor, id, draft);
  }

  /** The firewall rules that the newest policy needs, for six tools. */
  @Get('firewall')
  @RequireRole('admin', 'support')
  @RequireScope('servers:read')
  getFirewall(@CurrentActor() actor: Actor, @IdParam() id: string): Promise<Firewall> {
    return this.previews.firewall(actor, id);
  }
}
