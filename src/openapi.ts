// Writes openapi.json from the built application, without a database: `npm run generate:openapi`.
import { writeFile } from 'node:fs/promises';
import { NestFactory } from '@nestjs/core';
import { AppModule } from './app.module.js';
import { describeApi } from './http/open-api.js';
import { routePrefix } from './http/route-prefix.js';

const target = process.argv[2] ?? 'openapi.json';
// A preview makes no provider, so nothing connects to anything.
const app = await NestFactory.create(AppModule.forPreview(), { preview: true, abortOnError: false, logger: ['error'] });
routePrefix(app);
await writeFile(target, `${JSON.stringify(describeApi(app), null, 2)}\n`);
