// Testing logins of FTP accounts.
import { Module } from '@nestjs/common';
import { ServersModule } from '../servers/servers.module.js';
import { LoginTestsController } from './login-tests.controller.js';
import { LoginTestsService } from './login-tests.service.js';

@Module({ imports: [ServersModule], controllers: [LoginTestsController], providers: [LoginTestsService] })
export class LoginTestsModule {}
