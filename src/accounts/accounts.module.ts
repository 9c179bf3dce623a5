// FTP accounts.
import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { AccountsController } from './accounts.controller.js';
import { AccountsService } from './accounts.service.js';
import { ConnectionController } from './connection.controller.js';
import { ConnectionCardService } from './connection-card.service.js';
import { ServersModule } from '../servers/servers.module.js';

@Module({
  imports: [AuditModule, ServersModule],
  controllers: [AccountsController, ConnectionController],
  providers: [AccountsService, ConnectionCardService],
  exports: [AccountsService, ConnectionCardService],
})
export class AccountsModule {}
