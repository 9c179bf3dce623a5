// FTP accounts.
import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { AccountBulkService } from './account-bulk.service.js';
import { AccountListsController } from './account-lists.controller.js';
import { AccountsController } from './accounts.controller.js';
import { AccountsService } from './accounts.service.js';
import { AllowanceService } from './allowance.service.js';
import { ConnectionController } from './connection.controller.js';
import { ConnectionCardService } from './connection-card.service.js';
import { ServersModule } from '../servers/servers.module.js';

@Module({
  imports: [AuditModule, ServersModule],
  // Before the routes of one account, whose address would take theirs for an id.
  controllers: [AccountListsController, AccountsController, ConnectionController],
  providers: [AccountsService, AccountBulkService, AllowanceService, ConnectionCardService],
})
export class AccountsModule {}
