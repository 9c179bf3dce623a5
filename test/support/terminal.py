# Runs a line of shell in a terminal of its own, for programs that ask for a password nowhere else: waits for each text and
# types what belongs to it. Prints what the terminal showed; exits as the line did, or with 124 after 30 seconds.
import os
import pty
import select
import sys
import termios
import time

line, *script = sys.argv[1:]
steps = list(zip(script[::2], script[1::2]))
pid, terminal = pty.fork()
if pid == 0:
    os.execvp("sh", ["sh", "-c", line])
shown = seen = b""
until = time.monotonic() + 30
while time.monotonic() < until:
    if not select.select([terminal], [], [], 0.1)[0]:
        continue
    try:
        chunk = os.read(terminal, 4096)
    except OSError:
        break
    if not chunk:
        break
    shown += chunk
    seen += chunk
    if steps and steps[0][0].encode() in seen:
        seen = b""
        # Whoever asks throws away what was typed before it had switched the echo off.
        while termios.tcgetattr(terminal)[3] & termios.ECHO and time.monotonic() < until:
            time.sleep(0.01)
        os.write(terminal, steps.pop(0)[1].encode() + b"\n")
else:
    os.kill(pid, 9)
    sys.stdout.buffer.write(shown)
    sys.exit(124)
sys.stdout.buffer.write(shown)
sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
