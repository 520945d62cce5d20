"""A plugin of pytest: no file can become longer than ROOM bytes, as on a disk that is full."""

import os
import resource
import signal

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(os.environ["ROOM"]), resource.RLIM_INFINITY))
