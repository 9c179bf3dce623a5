# Exchanges two names as fast as it can, in one step each time, until it is ended.
import ctypes, os, sys
libc = ctypes.CDLL(None, use_errno=True)
AT_FDCWD, RENAME_EXCHANGE = -100, 2
one, other = (os.fsencode(name) for name in sys.argv[1:3])
if libc.renameat2(AT_FDCWD, one, AT_FDCWD, other, RENAME_EXCHANGE) != 0:
    sys.exit(os.strerror(ctypes.get_errno()))
print("flipping", flush=True)
while os.getppid() != 1:
    for _ in range(1000):
        libc.renameat2(AT_FDCWD, one, AT_FDCWD, other, RENAME_EXCHANGE)
