// Routes for how the panel shows itself, for whoever may change it.
import { Body, Controller, Get, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Actor } from '../auth/actor.js';
import { CurrentActor } from '../http/current-actor.js';
import { IfMatch, type SeenRevisions, WithETag } from '../http/etag.js';
import { RequireRole } from '../http/require-role.guard.js';
import { RequireScope } from '../http/require-scope.guard.js';
import { Branding, BrandingChange } from './branding.dto.js';
import { BrandingService } from './branding.service.js';

@ApiTags('system')
@Controller('branding')
@RequireRole('admin')
export class BrandingController {
  constructor(private readonly branding: BrandingService) {}

  /** The panel's name, whom customers ask, and its logos. */
  @Get()
  @WithETag()
  @RequireScope('servers:read')
  getBranding(@CurrentActor() actor: Actor): Promise<Branding> {
    return this.branding.read(actor);
  }

  /** Changes the panel's name, whom customers ask, and its logos. What FTP clients are greeted with stays. */
  @Put()
  @WithETag()
  @RequireScope('servers:write')
  changeBranding(
    @CurrentActor() actor: Actor,
    @IfMatch() seen: SeenRevisions,
    @Body() change: BrandingChange,
  ): Promise<Branding> {
    return this.branding.change(actor, { ...change, seen });
  }
}
