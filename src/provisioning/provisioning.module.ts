// What billing systems ask for.
import { Module } from '@nestjs/common';

@Module({})
export class ProvisioningModule {}
