// Why the FTP ports could not be opened, as the setting's sentence. Pure.
import { SettingError, type Config } from '../config.js';

/** A failed listen as the sentence that names its setting; any other error as it is. */
export function listenRefusal(error: unknown, ftp: Config['ftp']): unknown {
  if (!(error instanceof Error) || !('code' in error)) return error;
  const port = 'port' in error && error.port === ftp.tlsPort ? ftp.tlsPort : ftp.port;
  const setting = port === ftp.tlsPort ? 'FTPS_PORT' : 'FTP_PORT';
  const cures: Readonly<Record<string, readonly [setting: string, cure: string]>> = {
    EADDRINUSE: [setting, `port ${port} is in use; stop the program that has it or write another port.`],
    EACCES: [setting, `this process may not open port ${port}; start as root or write a port from 1024 on.`],
    EADDRNOTAVAIL: ['FTP_HOST', `${ftp.host} is not an address of this machine; correct it.`],
    ENOTFOUND: ['FTP_HOST', `the name ${ftp.host} cannot be looked up; write an address.`],
  };
  const cure = cures[String(error.code)];
  return cure === undefined ? error : new SettingError(...cure);
}
