// `npm start` once everything is built: reads the settings, brings the installation up, and takes it down on a signal.
import { readConfig, SettingError } from '../config.js';
import { Launcher, StoppedEarly } from './launcher.js';
import { RoleRefusal } from './role-process.js';

/** npm passes a Ctrl-C on that the terminal has already sent; only a later one means "at once". */
const repeatedMs = 1_000;

const say = (line: string) => void process.stdout.write(`${line}\n`);

function onSignals(launcher: Launcher): void {
  let firstAt: number | undefined;
  const handle = () => {
    if (firstAt === undefined) {
      firstAt = performance.now();
      say('Stopping; a second Ctrl-C does not wait for transfers.');
      void launcher.stop().then(() => process.exit(0), fail);
    } else if (performance.now() - firstAt > repeatedMs) {
      launcher.kill();
      process.exit(1);
    }
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, handle);
}

function fail(error: unknown): void {
  // The handler of the signal that stopped the start ends the process.
  if (error instanceof StoppedEarly) return;
  const expected = error instanceof SettingError || error instanceof RoleRefusal;
  const text = error instanceof Error ? (expected ? error.message : (error.stack ?? error.message)) : String(error);
  process.stderr.write(`${text}\n`);
  process.exit(1);
}

try {
  const launcher = new Launcher(readConfig(), say);
  onSignals(launcher);
  launcher.start().catch(fail);
} catch (error) {
  fail(error);
}
