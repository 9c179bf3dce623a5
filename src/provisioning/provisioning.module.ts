// What billing systems ask for.
import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.js';
import { AuthModule } from '../auth/auth.module.js';
import { CustomersModule } from '../customers/customers.module.js';
import { WebRootsModule } from '../web-roots/web-roots.module.js';
import { BillingService } from './billing.service.js';
import { ProvisionService } from './provision.service.js';
import { ProvisioningController } from './provisioning.controller.js';

@Module({
  imports: [AccountsModule, AuthModule, CustomersModule, WebRootsModule],
  controllers: [ProvisioningController],
  providers: [BillingService, ProvisionService],
})
export class ProvisioningModule {}
