// Routes for signing in to the panel and out of it, and for what panel users change about themselves.
import { Body, Controller, Get, HttpCode, Patch, Post, Req, UseGuards } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { CurrentActor } from '../http/current-actor.js';
import { Public, RequireRole } from '../http/require-role.guard.js';
import { AnyToken, NoToken } from '../http/require-scope.guard.js';
import { ActingAsService } from './acting-as.service.js';
import type { Actor } from './actor.js';
import { EmailChange, Me, OwnPasswordChange, ProfileChange, SessionNow, SignIn } from './auth.dto.js';
import { type ActingRequest, actorOf } from './authentication.guard.js';
import { BeforeTwoStep } from './before-two-step.js';
import { AuthService } from './auth.service.js';
import { OwnProfileService } from './own-profile.service.js';
import { SignInThrottle } from './sign-in-throttle.guard.js';
import { SecondStep } from './two-step.dto.js';

@ApiTags('auth')
@Controller('auth')
export class AuthController {
  constructor(
    private readonly auth: AuthService,
    private readonly profile: OwnProfileService,
    private readonly acting: ActingAsService,
  ) {}

  /**
   * Signs in with e-mail address and password; the answer sets the session cookie. Where two-step sign-in is on, the
   * answer is the problem `second-step-needed`, and its cookie carries on to the second step.
   */
  @Post('sign-in')
  @HttpCode(200)
  @Public()
  @UseGuards(SignInThrottle)
  signIn(@Req() request: Request, @Body() credentials: SignIn): Promise<Me> {
    return this.auth.signIn(request, credentials);
  }

  /** Signs in with the code of an authenticator app, or a recovery code, within five minutes of the password. */
  @Post('second-step')
  @HttpCode(200)
  @Public()
  @UseGuards(SignInThrottle)
  secondStep(@Req() request: Request, @Body() { code }: SecondStep): Promise<Me> {
    return this.auth.secondStep(request, code);
  }

  /** Ends the session of this cookie. */
  @Post('sign-out')
  @HttpCode(204)
  @BeforeTwoStep()
  @RequireRole('admin', 'support', 'customer')
  @NoToken()
  async signOut(@CurrentActor() actor: Actor, @Req() request: Request): Promise<void> {
    await this.auth.signOut(actor, request);
  }

  /** Whether somebody is signed in by the session cookie, and who; for a page that begins. Tokens are not looked at. */
  @Get('session')
  @Public()
  async session(@Req() request: ActingRequest): Promise<SessionNow> {
    await this.acting.enter(request);
    return { me: request.user ? await this.profile.me(actorOf(request, request.user), request) : null };
  }

  /** Who is signed in. */
  @Get('me')
  @BeforeTwoStep()
  @RequireRole('admin', 'support', 'customer')
  @AnyToken()
  me(@CurrentActor() actor: Actor, @Req() request: Request): Promise<Me> {
    return this.profile.me(actor, request);
  }

  /** Changes one's own name or time zone. */
  @Patch('me')
  @RequireRole('admin', 'support', 'customer')
  @NoToken()
  changeMe(@CurrentActor() actor: Actor, @Req() request: Request, @Body() change: ProfileChange): Promise<Me> {
    return this.profile.change(actor, request, change);
  }

  /** Changes the e-mail address one signs in with. */
  @Post('e-mail')
  @HttpCode(200)
  @RequireRole('admin', 'support', 'customer')
  @NoToken()
  @UseGuards(SignInThrottle)
  changeOwnEmail(@CurrentActor() actor: Actor, @Req() request: Request, @Body() change: EmailChange): Promise<Me> {
    return this.profile.changeEmail(actor, request, change);
  }

  /** Changes one's own password and ends one's other sessions. */
  @Post('password')
  @HttpCode(204)
  @RequireRole('admin', 'support', 'customer')
  @NoToken()
  @UseGuards(SignInThrottle)
  async changeOwnPassword(
    @CurrentActor() actor: Actor,
    @Req() request: Request,
    @Body() change: OwnPasswordChange,
  ): Promise<void> {
    await this.profile.changePassword(actor, request, change);
  }
}
