// Signing in by a link that another system asked for.
import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { AuthModule } from '../auth/auth.module.js';
import { SsoController } from './sso.controller.js';
import { SsoService } from './sso.service.js';

@Module({ imports: [AuditModule, AuthModule], controllers: [SsoController], providers: [SsoService] })
export class SsoModule {}
