// Customers and their plans.
import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { AuthModule } from '../auth/auth.module.js';
import { CustomersController } from './customers.controller.js';
import { CustomersService } from './customers.service.js';
import { PlansController } from './plans.controller.js';
import { PlansService } from './plans.service.js';
import { ServersModule } from '../servers/servers.module.js';

@Module({
  imports: [AuditModule, AuthModule, ServersModule],
  controllers: [CustomersController, PlansController],
  providers: [CustomersService, PlansService],
  exports: [CustomersService],
})
export class CustomersModule {}
