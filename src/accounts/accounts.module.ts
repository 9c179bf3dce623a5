// FTP accounts.
import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { RemovalsModule } from '../removals/removals.module.js';
import { AccountFilesService } from './account-files.service.js';
import { AccountFolderController } from './account-folder.controller.js';
import { AccountFolderService } from './account-folder.service.js';
import { AccountsController } from './accounts.controller.js';
import { AccountsService } from './accounts.service.js';
import { ConnectionController } from './connection.controller.js';
import { ConnectionCardService } from './connection-card.service.js';
import { ServersModule } from '../servers/servers.module.js';
import { ServerTasksModule } from '../server-tasks/server-tasks.module.js';
import { SharedUseService } from './shared-use.service.js';

@Module({
  imports: [AuditModule, ServersModule, RemovalsModule, ServerTasksModule],
  controllers: [AccountsController, AccountFolderController, ConnectionController],
  providers: [AccountsService, AccountFilesService, AccountFolderService, SharedUseService, ConnectionCardService],
  exports: [AccountsService, ConnectionCardService],
})
export class AccountsModule {}
