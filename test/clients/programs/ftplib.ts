// Python's ftplib: one session for all acts. It knows explicit TLS only; implicit TLS is the three lines people write.
import { needsPrograms } from '../../support/programs.js';
import { runClient, type Act, type Door, type FtpProgram } from '../program.js';

const script = `
import ftplib, json, socket, ssl, sys
door, acts = json.loads(sys.stdin.read())

class ImplicitTls(ftplib.FTP_TLS):
    def connect(self, *where):
        self.host, self.port, self.timeout = where
        self.sock = socket.create_connection((self.host, self.port), self.timeout)
        self.af = self.sock.family
        self.sock = self.context.wrap_socket(self.sock, server_hostname=self.host)
        self.file = self.sock.makefile('r', encoding=self.encoding)
        self.welcome = self.getresp()
    def auth(self): pass
    def login(self, *who): return ftplib.FTP.login(self, *who)

context = ssl.create_default_context()
context.check_hostname = False
context.verify_mode = ssl.CERT_NONE
kinds = {'plain': ftplib.FTP, 'explicit TLS': ftplib.FTP_TLS, 'implicit TLS': ImplicitTls}
kind = kinds[door['security']]
ftp = kind() if kind is ftplib.FTP else kind(context=context)
ftp.connect(door['host'], door['port'], 30)
ftp.login(door['login'], door['password'])
if kind is not ftplib.FTP: ftp.prot_p()
ftp.set_pasv(door['mode'] == 'passive')

def upload(act, at=0):
    with open(act['local'], 'rb') as file:
        file.seek(at)
        ftp.storbinary('STOR ' + act['remote'], file, rest=at or None)
def download(act, at=0):
    with open(act['local'], 'r+b' if at else 'wb') as file:
        file.seek(at)
        ftp.retrbinary('RETR ' + act['remote'], file.write, rest=at or None)
def names(act):
    with open(act['local'], 'w') as file:
        for name, facts in ftp.mlsd(act['folder']):
            if facts['type'] in ('file', 'dir'): print(name, file=file)

do = {
    'upload': upload, 'download': download, 'list': names,
    'resume upload': lambda act: upload(act, act['atByte']),
    'resume download': lambda act: download(act, act['atByte']),
    'rename': lambda act: ftp.rename(act['from'], act['to']),
    'delete': lambda act: ftp.delete(act['remote']),
    'make folder': lambda act: ftp.mkd(act['remote']),
    'remove folder': lambda act: ftp.rmd(act['remote']),
}
for act in acts: do[act['do']](act)
ftp.quit()
`;

async function perform(door: Door, acts: readonly Act[]): Promise<void> {
  await runClient('python3', ['-c', script], { input: JSON.stringify([door, acts]) });
}

export const ftplib: FtpProgram = {
  name: "Python's ftplib",
  needs: needsPrograms('python3'),
  cannot: { 'mirror up': 'it has no recursion', 'mirror down': 'it has no recursion' },
  refuses: () => undefined,
  perform,
};
