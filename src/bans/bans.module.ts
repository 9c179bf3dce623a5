// Bans: whom the FTP servers keep out.
import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { BansController } from './bans.controller.js';
import { BansService } from './bans.service.js';

@Module({ imports: [AuditModule], controllers: [BansController], providers: [BansService] })
export class BansModule {}
