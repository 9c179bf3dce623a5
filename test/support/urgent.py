# Begins a download and aborts it with TCP urgent data, in one of the ways in which clients do; prints what it reads.
import ftplib, socket, sys

port, login, password, way = int(sys.argv[1]), *sys.argv[2:5]
OOB = socket.MSG_OOB
ways = {
    # RFC 959 §4.1.3 and RFC 854: Interrupt Process, then Synch, whose Data Mark is the urgent byte.
    "RFC 959": [(b"\xff\xf4\xff", 0), (b"\xf2", OOB), (b"ABOR\r\n", 0)],
    # Sends IAC IP IAC at once, and the last byte is the urgent one.
    "tnftp": [(b"\xff\xf4\xff", OOB), (b"\xf2ABOR\r\n", 0)],
    # Sends the first byte alone as urgent.
    "lftp": [(b"\xff", OOB), (b"\xf4\xff\xf2", 0), (b"ABOR\r\n", 0)],
    # FTP.abort: the whole line is sent as urgent, so its last byte, the line feed, is.
    "ftplib": [(b"ABOR\r\n", OOB)],
}
ftp = ftplib.FTP()
ftp.connect("127.0.0.1", port, timeout=15)
ftp.login(login, password)
ftp.voidcmd("TYPE I")
data = ftp.transfercmd("RETR large")
data.recv(1000)
for written, flags in ways[way]:
    ftp.sock.send(written, flags)
print(ftp.getmultiline()[:3], ftp.getmultiline()[:3])
data.close()
ftp.putline("NOOP")
print(ftp.getmultiline()[:3])
