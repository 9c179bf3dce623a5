// Links by which somebody makes a password themselves.
import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.js';
import { AuditModule } from '../audit/audit.module.js';
import { AuthModule } from '../auth/auth.module.js';
import { HandOverController } from './hand-over.controller.js';
import { HandOverService } from './hand-over.service.js';
import { HandOverUseService } from './hand-over-use.service.js';

@Module({
  imports: [AccountsModule, AuditModule, AuthModule],
  controllers: [HandOverController],
  providers: [HandOverService, HandOverUseService],
})
export class HandOverModule {}
