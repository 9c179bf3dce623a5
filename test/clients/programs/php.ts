// PHP's ftp extension: one session for all acts.
import { needsPrograms } from '../../support/programs.js';
import { runClient, type Act, type Door, type FtpProgram } from '../program.js';

const script = `
[$door, $acts] = json_decode(stream_get_contents(STDIN), true);
set_error_handler(function ($level, $text) { fwrite(STDERR, $text . "\\n"); exit(1); });
$connect = $door['security'] === 'plain' ? 'ftp_connect' : 'ftp_ssl_connect';
$ftp = $connect($door['host'], $door['port'], 30);
ftp_login($ftp, $door['login'], $door['password']);
ftp_pasv($ftp, $door['mode'] === 'passive');
foreach ($acts as $act) {
    $done = match ($act['do']) {
        'upload' => ftp_put($ftp, $act['remote'], $act['local'], FTP_BINARY),
        'download' => ftp_get($ftp, $act['local'], $act['remote'], FTP_BINARY),
        'resume upload' => ftp_put($ftp, $act['remote'], $act['local'], FTP_BINARY, $act['atByte']),
        'resume download' => ftp_get($ftp, $act['local'], $act['remote'], FTP_BINARY, $act['atByte']),
        'list' => is_array($names = ftp_nlist($ftp, $act['folder'])) && file_put_contents($act['local'], implode("\\n", $names)) !== false,
        'rename' => ftp_rename($ftp, $act['from'], $act['to']),
        'delete' => ftp_delete($ftp, $act['remote']),
        'make folder' => ftp_mkdir($ftp, $act['remote']),
        'remove folder' => ftp_rmdir($ftp, $act['remote']),
    };
    if ($done === false) exit(2);
}
ftp_close($ftp);
`;

async function perform(door: Door, acts: readonly Act[]): Promise<void> {
  await runClient('php', ['-r', script], { input: JSON.stringify([door, acts]) });
}

export const php: FtpProgram = {
  name: "PHP's ftp",
  needs: needsPrograms('php'),
  cannot: { 'mirror up': 'it has no recursion', 'mirror down': 'it has no recursion' },
  refuses: ({ security }) => (security === 'implicit TLS' ? 'ftp_ssl_connect() says AUTH, always' : undefined),
  perform,
};
