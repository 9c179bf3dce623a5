// Routes for signing in and out of the panel and for one's own password.
import { Body, Controller, Get, HttpCode, Post, Req, UseGuards } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { CurrentActor } from '../http/current-actor.js';
import { Public, RequireRole } from '../http/require-role.guard.js';
import { AnyToken, NoToken } from '../http/require-scope.guard.js';
import type { Actor } from './actor.js';
import { Me, OwnPasswordChange, SignIn } from './auth.dto.js';
import { AuthService } from './auth.service.js';
import { SignInThrottle } from './sign-in-throttle.guard.js';

@ApiTags('auth')
@Controller('auth')
export class AuthController {
  constructor(private readonly auth: AuthService) {}

  /** Signs in with e-mail address and password; the answer sets the session cookie. */
  @Post('sign-in')
  @HttpCode(200)
  @Public()
  @UseGuards(SignInThrottle)
  signIn(@Req() request: Request, @Body() credentials: SignIn): Promise<Me> {
    return this.auth.signIn(request, credentials);
  }

  /** Ends the session of this cookie. */
  @Post('sign-out')
  @HttpCode(204)
  @RequireRole('admin', 'support', 'customer')
  @NoToken()
  async signOut(@CurrentActor() actor: Actor, @Req() request: Request): Promise<void> {
    await this.auth.signOut(actor, request);
  }

  /** Who is signed in. */
  @Get('me')
  @RequireRole('admin', 'support', 'customer')
  @AnyToken()
  me(@CurrentActor() actor: Actor, @Req() request: Request): Me {
    return this.auth.me(actor, request);
  }

  /** Changes one's own password and ends one's other sessions. */
  @Post('password')
  @HttpCode(204)
  @RequireRole('admin', 'support', 'customer')
  @NoToken()
  async changeOwnPassword(
    @CurrentActor() actor: Actor,
    @Req() request: Request,
    @Body() change: OwnPasswordChange,
  ): Promise<void> {
    await this.auth.changeOwnPassword(actor, request, change);
  }
}
