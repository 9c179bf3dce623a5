# An upload under TLS by a client that closes as soon as it has sent its close_notify, with everything that the server
# sent after the handshake still unread in its kernel: one SSL_shutdown and a close, as many programs in C do it.
import ftplib, os, socket, ssl, sys

port, login, password, handshake, extra, closed = sys.argv[1:7]
context = ssl._create_unverified_context()


class Data:
    """TLS that reads from its socket during the handshake only."""

    def __init__(self, tcp):
        self.tcp, self.incoming, self.outgoing = tcp, ssl.MemoryBIO(), ssl.MemoryBIO()
        self.tls = context.wrap_bio(self.incoming, self.outgoing)
        while not self.done(self.tls.do_handshake):
            self.incoming.write(self.tcp.recv(65536))

    def done(self, step, *args):
        try:
            step(*args)
        except ssl.SSLWantReadError:
            return False
        finally:
            self.tcp.sendall(self.outgoing.read())
        return True

    def write(self, content):
        self.done(self.tls.write, content)

    def close(self):
        self.done(self.tls.unwrap)
        self.tcp.close()


ftp = ftplib.FTP_TLS(context=context, timeout=20)
ftp.connect("127.0.0.1", int(port))
ftp.login(login, password)
ftp.prot_p()
ftp.voidcmd("TYPE I")
tcp = socket.create_connection(ftp.makepasv())
if handshake == "before the command":
    data = Data(tcp)
    opening = ftp.sendcmd("STOR early")
else:
    opening = ftp.sendcmd("STOR early")
    data = Data(tcp)
assert opening.startswith("150"), opening
data.write(b"x")
sys.stdin.readline()
data.write(b"y" * int(extra))
data.close()
os.mkdir(closed)
print(ftp.getresp())
