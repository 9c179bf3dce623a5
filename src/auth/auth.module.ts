// Signing in to the panel: sessions, API tokens, and the guards every route passes.
import { Module } from '@nestjs/common';
import { APP_GUARD, DiscoveryModule } from '@nestjs/core';
import { ThrottlerModule } from '@nestjs/throttler';
import { AuditModule } from '../audit/audit.module.js';
import { RateLimitGuard } from '../http/rate-limit.guard.js';
import { RequireRoleGuard } from '../http/require-role.guard.js';
import { AccessService } from './access.service.js';
import { ActingAsController } from './acting-as.controller.js';
import { ActingAsService } from './acting-as.service.js';
import { RequireScopeGuard } from '../http/require-scope.guard.js';
import { AuthController } from './auth.controller.js';
import { AuthService } from './auth.service.js';
import { AuthenticationGuard } from './authentication.guard.js';
import { BearerStrategy } from './bearer.strategy.js';
import { LocalStrategy } from './local.strategy.js';
import { OwnProfileService } from './own-profile.service.js';
import { PanelSessionsController } from './panel-sessions.controller.js';
import { PanelSessionsService } from './panel-sessions.service.js';
import { PanelUsersService } from './panel-users.service.js';
import { PasswordRulesController } from './password-rules.controller.js';
import { PasswordRulesService } from './password-rules.service.js';
import { SecondStepService } from './second-step.service.js';
import { SessionSerializer } from './session.serializer.js';
import { SignInRulesController } from './sign-in-rules.controller.js';
import { SignInRulesService } from './sign-in-rules.service.js';
import { signInLimits } from './sign-in-throttle.guard.js';
import { TokensController } from './tokens.controller.js';
import { TokensService } from './tokens.service.js';
import { TwoStepController } from './two-step.controller.js';
import { TwoStepService } from './two-step.service.js';

@Module({
  imports: [AuditModule, DiscoveryModule, ThrottlerModule.forRoot(signInLimits)],
  controllers: [
    AuthController,
    TwoStepController,
    SignInRulesController,
    PasswordRulesController,
    PanelSessionsController,
    ActingAsController,
    TokensController,
  ],
  providers: [
    AuthService,
    OwnProfileService,
    SecondStepService,
    TwoStepService,
    SignInRulesService,
    PasswordRulesService,
    PanelSessionsService,
    TokensService,
    PanelUsersService,
    AccessService,
    ActingAsService,
    LocalStrategy,
    BearerStrategy,
    SessionSerializer,
    // In this order: whether not too often, who asks, whether their token may, whether they may.
    { provide: APP_GUARD, useClass: RateLimitGuard },
    { provide: APP_GUARD, useClass: AuthenticationGuard },
    { provide: APP_GUARD, useClass: RequireScopeGuard },
    { provide: APP_GUARD, useClass: RequireRoleGuard },
  ],
  exports: [AccessService, OwnProfileService, PanelUsersService, PanelSessionsService, PasswordRulesService],
})
export class AuthModule {}
