// FTP accounts.
import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { AuthModule } from '../auth/auth.module.js';
import { AccountLimitsController } from './account-limits.controller.js';
import { AccountLimitsService } from './account-limits.service.js';
import { AccountBulkService } from './account-bulk.service.js';
import { AccountListsController } from './account-lists.controller.js';
import { RemovalsModule } from '../removals/removals.module.js';
import { AccountFilesService } from './account-files.service.js';
import { AccountFolderController } from './account-folder.controller.js';
import { AccountFolderService } from './account-folder.service.js';
import { AccountsController } from './accounts.controller.js';
import { AccountsService } from './accounts.service.js';
import { AllowanceService } from './allowance.service.js';
import { ConnectionController } from './connection.controller.js';
import { ConnectionCardService } from './connection-card.service.js';
import { ServersModule } from '../servers/servers.module.js';
import { ServerTasksModule } from '../server-tasks/server-tasks.module.js';
import { SharedUseService } from './shared-use.service.js';

@Module({
  imports: [AuditModule, AuthModule, ServersModule, RemovalsModule, ServerTasksModule],
  // Before the routes of one account, whose address would take theirs for an id.
  controllers: [
    AccountListsController,
    AccountsController,
    AccountFolderController,
    ConnectionController,
    AccountLimitsController,
  ],
  providers: [
    AccountsService,
    AccountBulkService,
    AllowanceService,
    AccountFilesService,
    AccountFolderService,
    SharedUseService,
    ConnectionCardService,
    AccountLimitsService,
  ],
  exports: [AccountsService, ConnectionCardService],
})
export class AccountsModule {}
