// FTP accounts.
import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { AccountsController } from './accounts.controller.js';
import { AccountsService } from './accounts.service.js';
import { ConnectionCardService } from './connection-card.service.js';

@Module({
  imports: [AuditModule],
  controllers: [AccountsController],
  providers: [AccountsService, ConnectionCardService],
})
export class AccountsModule {}
