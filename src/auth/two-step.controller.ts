// Routes for the second step of one's own sign-in.
import { Body, Controller, Get, HttpCode, Post, Req, UseGuards } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { CurrentActor } from '../http/current-actor.js';
import { RequireRole } from '../http/require-role.guard.js';
import { NoToken } from '../http/require-scope.guard.js';
import { BeforeTwoStep } from './before-two-step.js';
import type { Actor } from './actor.js';
import { SignInThrottle } from './sign-in-throttle.guard.js';
import { Enrolment, OwnPassword, PasswordAndCode, RecoveryCodes, SecondStep, TwoStep } from './two-step.dto.js';
import { TwoStepService } from './two-step.service.js';

@ApiTags('auth')
@Controller('auth/two-step')
@RequireRole('admin', 'support', 'customer')
@NoToken()
export class TwoStepController {
  constructor(private readonly twoStep: TwoStepService) {}

  /** Whether two-step sign-in is on, and how many recovery codes are left. */
  @Get()
  @BeforeTwoStep()
  getTwoStep(@CurrentActor() actor: Actor): Promise<TwoStep> {
    return this.twoStep.get(actor);
  }

  /** Makes the secret for an authenticator app; nothing changes until a code confirms it. */
  @Post('begin')
  @BeforeTwoStep()
  @HttpCode(200)
  @UseGuards(SignInThrottle)
  beginTwoStep(
    @CurrentActor() actor: Actor,
    @Req() request: Request,
    @Body() password: OwnPassword,
  ): Promise<Enrolment> {
    return this.twoStep.begin(actor, request, password);
  }

  /** Turns two-step sign-in on with the first code, ends one's other sessions, and gives ten recovery codes. */
  @Post('confirm')
  @BeforeTwoStep()
  @HttpCode(200)
  @UseGuards(SignInThrottle)
  confirmTwoStep(
    @CurrentActor() actor: Actor,
    @Req() request: Request,
    @Body() { code }: SecondStep,
  ): Promise<RecoveryCodes> {
    return this.twoStep.confirm(actor, request, code);
  }

  /** Ten new recovery codes; those from before stop working. */
  @Post('recovery-codes')
  @HttpCode(200)
  @UseGuards(SignInThrottle)
  renewRecoveryCodes(@CurrentActor() actor: Actor, @Body() proof: PasswordAndCode): Promise<RecoveryCodes> {
    return this.twoStep.renewRecoveryCodes(actor, proof);
  }

  /** Turns two-step sign-in off with password and code, and ends one's other sessions. */
  @Post('remove')
  @HttpCode(204)
  @UseGuards(SignInThrottle)
  async removeTwoStep(
    @CurrentActor() actor: Actor,
    @Req() request: Request,
    @Body() proof: PasswordAndCode,
  ): Promise<void> {
    await this.twoStep.remove(actor, request, proof);
  }
}
