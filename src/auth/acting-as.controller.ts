// Routes for an admin who acts as a customer's panel user.
import { Body, Controller, Delete, HttpCode, Post, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { CurrentActor } from '../http/current-actor.js';
import { RequireRole } from '../http/require-role.guard.js';
import { NoToken } from '../http/require-scope.guard.js';
import { CustomerUserChoice } from './acting-as.dto.js';
import { ActingAsService } from './acting-as.service.js';
import type { Actor } from './actor.js';

@ApiTags('auth')
@Controller('auth/acting-as')
export class ActingAsController {
  constructor(private readonly acting: ActingAsService) {}

  /** Lets this session act as a customer's panel user for 30 minutes; every change is recorded under both names. */
  @Post()
  @HttpCode(204)
  @RequireRole('admin')
  @NoToken()
  async actAs(
    @CurrentActor() actor: Actor,
    @Req() request: Request,
    @Body() choice: CustomerUserChoice,
  ): Promise<void> {
    await this.acting.begin(actor, request, choice);
  }

  /** Stops acting; the session is the admin's again. May be repeated. */
  @Delete()
  @HttpCode(204)
  @RequireRole('admin', 'support', 'customer')
  @NoToken()
  async stopActing(@CurrentActor() actor: Actor, @Req() request: Request): Promise<void> {
    await this.acting.end(actor, request);
  }
}
