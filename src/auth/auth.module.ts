// Signing in to the panel: sessions, API tokens, and the guards every route passes.
import { Module } from '@nestjs/common';
import { APP_GUARD, DiscoveryModule } from '@nestjs/core';
import { ThrottlerModule } from '@nestjs/throttler';
import { AuditModule } from '../audit/audit.module.js';
import { RateLimitGuard } from '../http/rate-limit.guard.js';
import { RequireRoleGuard } from '../http/require-role.guard.js';
import { ActingAsController } from './acting-as.controller.js';
import { ActingAsService } from './acting-as.service.js';
import { AuthController } from './auth.controller.js';
import { AuthService } from './auth.service.js';
import { AuthenticationGuard } from './authentication.guard.js';
import { BearerStrategy } from './bearer.strategy.js';
import { LocalStrategy } from './local.strategy.js';
import { PanelUsersService } from './panel-users.service.js';
import { SessionSerializer } from './session.serializer.js';
import { signInLimits } from './sign-in-throttle.guard.js';
import { TokensController } from './tokens.controller.js';
import { TokensService } from './tokens.service.js';

@Module({
  imports: [AuditModule, DiscoveryModule, ThrottlerModule.forRoot(signInLimits)],
  controllers: [AuthController, TokensController, ActingAsController],
  providers: [
    AuthService,
    TokensService,
    PanelUsersService,
    ActingAsService,
    LocalStrategy,
    BearerStrategy,
    SessionSerializer,
    // In this order: first whether not too often, then who asks, then whether they may.
    { provide: APP_GUARD, useClass: RateLimitGuard },
    { provide: APP_GUARD, useClass: AuthenticationGuard },
    { provide: APP_GUARD, useClass: RequireRoleGuard },
  ],
  exports: [PanelUsersService],
})
export class AuthModule {}
