// Bans: whom the FTP servers keep out, and whom they never do.
import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { BanExemptionsController } from './ban-exemptions.controller.js';
import { BanExemptionsService } from './ban-exemptions.service.js';
import { BansController } from './bans.controller.js';
import { BansService } from './bans.service.js';

@Module({
  imports: [AuditModule],
  controllers: [BansController, BanExemptionsController],
  providers: [BansService, BanExemptionsService],
})
export class BansModule {}
