# What flip.c does, slower, for machines without a compiler.
import ctypes, itertools, os, stat, sys
libc = ctypes.CDLL(None, use_errno=True)
AT_FDCWD, RENAME_EXCHANGE = -100, 2
name, other, *target = (os.fsencode(word) for word in sys.argv[1:4])
spare, home, junk = name + b"-spare", os.stat(os.path.dirname(name)), itertools.count()

def exchange():
    return libc.renameat2(AT_FDCWD, name, AT_FDCWD, other, RENAME_EXCHANGE)

def kind(path):
    try:
        return "link" if stat.S_ISLNK(os.lstat(path).st_mode) else "own"
    except FileNotFoundError:
        return "gone"

def make(what, path):
    if what == "link":
        os.symlink(target[0], spare)
    elif makes_folders:
        os.mkdir(spare, 0o755)
    else:
        with open(spare, "xb") as file:
            file.write(b"inside")
    os.lchown(spare, home.st_uid, home.st_gid)
    os.rename(spare, path)

def put_back():
    one, two = kind(name), kind(other)
    if one == "gone":
        make("link" if two == "own" else "own", name)
    elif two in ("gone", one):
        if two == one:
            os.rename(other, spare + b".%d" % next(junk))
        make("link" if one == "own" else "own", other)

makes_folders = os.path.isdir(name)
if exchange() != 0:
    sys.exit(os.strerror(ctypes.get_errno()))
print("flipping", flush=True)
parent = os.getppid()
while os.getppid() == parent:
    for _ in range(64):
        exchange()
    try:
        if target:
            put_back()
    except OSError:
        # An attacked operation came between the look and the making; the next turn looks again.
        if os.path.lexists(spare):
            os.rename(spare, spare + b".%d" % next(junk))
