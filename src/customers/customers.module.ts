// Customers and their plans.
import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { AuthModule } from '../auth/auth.module.js';
import { CustomersController } from './customers.controller.js';
import { CustomersService } from './customers.service.js';
import { PlansController } from './plans.controller.js';
import { PlansService } from './plans.service.js';
import { RemovalsModule } from '../removals/removals.module.js';
import { ServersModule } from '../servers/servers.module.js';
import { TerminationEnd } from './termination-end.service.js';
import { TerminationsService } from './terminations.service.js';

@Module({
  imports: [AuditModule, AuthModule, RemovalsModule, ServersModule],
  controllers: [CustomersController, PlansController],
  providers: [CustomersService, PlansService, TerminationsService, TerminationEnd],
  exports: [CustomersService],
})
export class CustomersModule {}
