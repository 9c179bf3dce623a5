// Routes for single sign-on links.
import { Body, Controller, HttpCode, Post, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import type { Actor } from '../auth/actor.js';
import { CurrentActor } from '../http/current-actor.js';
import { panelUrl } from '../http/panel-url.js';
import { Public, RequireRole } from '../http/require-role.guard.js';
import { RequireScope } from '../http/require-scope.guard.js';
import { NewSsoLink, SsoLink, SsoSecret, SsoSignedIn } from './sso.dto.js';
import { SsoService } from './sso.service.js';

@ApiTags('provisioning')
@Controller('sso-links')
export class SsoController {
  constructor(private readonly links: SsoService) {}

  /** Makes a link that signs a customer's panel user in: once, within 60 seconds. */
  @Post()
  @RequireRole('admin')
  @RequireScope('customers:write')
  async createSsoLink(
    @CurrentActor() actor: Actor,
    @Req() request: Request,
    @Body() wish: NewSsoLink,
  ): Promise<SsoLink> {
    const { secret, expiresAt } = await this.links.create(actor, wish);
    return { url: panelUrl(request, `/sso#${secret}`), expiresAt: expiresAt.toISOString() };
  }

  /** Signs in by a link; the answer sets the session cookie. Only this uses the link up, opening its page does not. */
  @Post('use')
  @HttpCode(200)
  @Public()
  useSsoLink(@Req() request: Request, @Body() { secret }: SsoSecret): Promise<SsoSignedIn> {
    return this.links.use(request, secret);
  }
}
