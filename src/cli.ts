#!/usr/bin/env node
// The command `portside`, for whoever sits at the server. What its verbs do is in cli/; the rules are the services' own.
import { runCommand } from './cli/run.js';

process.exitCode = await runCommand(process.argv.slice(2), {
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  folder: process.cwd(),
});
