"""Serves the items of one mapped task, bundle after bundle, in one process that imports the task's module once.

The fork server of worker.py loads this part when it first needs it, and hands itself over as ``worker``. A process that serves items talks
to kptn by a connection of its own; numbers are little-endian.

    kptn sends bundles:   u32 length, then JSON: [[log, result file, [value, ...], [name, value, ...], task info], ...]
    it gets answers:      u32 length, u8 kind, u8 flags, u16 0, i32 exit status, i64 start, i64 duration, i64 cpu, i64 peak memory, content

Times are in units of 100 ns, memory in bytes. One answer, of kind READY, comes before the first bundle; then one of kind ENDED for each item.
Its content is the item's result, or its error as JSON. The end of the connection is the end of the process.
"""
import contextlib
import json
import os
import socket
import struct
import sys
import time

try:
    import fcntl
    import resource

    import _signal as signal  # without the cost of enums
except ImportError:
    fcntl = resource = signal = None

worker = globals()["worker"]
HEAD = struct.Struct("<IBBHiqqqq")
READY, ENDED = 0, 1
WANTS_INFO = FAILED = 1
LAST = 2
CONTAINERS = frozenset((list, dict, tuple))
SPAWNED = "--task" in sys.argv
loads = json.loads


def serve(request):
    """Serves items until kptn has no more: (exit code, outcome)."""
    try:
        link = Link(request["items"]["address"], request["log"] + ".end")
        worker.prepare(request)
        log = (OwnLog if SPAWNED else MovedLog)(request["log"])
    except Exception as error:
        return 1, worker.failure("python-worker", "the task cannot be started: %s" % worker.text_of(error))
    resources = contextlib.ExitStack()
    try:
        try:
            with resources:
                Server(request, resources, link, log).serve()
        finally:
            worker.end_threads()
    except BaseException as error:
        return worker.report(error, request)
    return 0, {"ok": True}


def high(handle):
    """Moves a handle to where neither loops over low numbers nor a new file of the task's gets at it."""
    if fcntl is None:
        return handle
    limit = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    with contextlib.suppress(OSError, ValueError):
        moved = fcntl.fcntl(handle, fcntl.F_DUPFD_CLOEXEC, 1000 if limit < 0 or limit > 1024 else limit - 24)
        os.close(handle)
        return moved
    return handle


def identity(handle):
    """What tells an open file from another under the same number; None where it is closed."""
    try:
        stat = os.fstat(handle)
    except OSError:
        return None
    return stat.st_dev, stat.st_ino


# --- The connection -------------------------------------------------------------------------------------------------


class Link:
    def __init__(self, address, fallback):
        self.fallback = fallback
        if os.name == "nt":
            self.handle = os.open(address, os.O_RDWR | os.O_BINARY)
        else:
            with socket.socket(socket.AF_UNIX) as connection:
                connection.settimeout(None)
                connection.connect(address)
                self.handle = high(connection.detach())
        self.identity = identity(self.handle)

    @property
    def is_open(self):
        """Whether no item has closed it or put something else in its place."""
        return identity(self.handle) == self.identity

    def send(self, kind, flags, status=0, start=0, duration=0, cpu=0, peak=0, content=b""):
        data = HEAD.pack(HEAD.size - 4 + len(content), kind, flags, 0, status, start, duration, cpu, peak) + content
        if flags & LAST and not self.is_open:
            with open(self.fallback, "ab") as stream:
                stream.write(data)
        else:
            worker.write_all(self.handle, data)

    def read(self):
        """The next bundle; None at the end."""
        head = self.take(4)
        data = head and self.take(int.from_bytes(head, "little"))
        if not data:
            return None
        with worker.any_size_of_int():
            return loads(data)

    def take(self, count):
        parts = []
        while count:
            try:
                part = os.read(self.handle, count)
            except OSError:
                return None
            if not part:
                return None
            parts.append(part)
            count -= len(part)
        return parts[0] if len(parts) == 1 else b"".join(parts)


# --- Logs -----------------------------------------------------------------------------------------------------------


class MovedLog:
    """One open file gets the output of one item after another. It is moved to the item's log only where the item wrote anything, so that
    a silent item costs no file. kptn moves it where the process ended with the item."""

    def __init__(self, path):
        self.path = path
        self.open()

    def open(self):
        flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND
        try:
            handle = os.open(self.path, flags, 0o644)
        except FileNotFoundError:
            os.makedirs(os.path.dirname(self.path), exist_ok=True)
            handle = os.open(self.path, flags, 0o644)
        self.handle = high(handle)
        self.identity = identity(self.handle)

    def begin(self, _):
        os.dup2(self.handle, 1)
        os.dup2(self.handle, 2)

    def end(self, path):
        try:
            stat = os.fstat(self.handle)
            size = stat.st_size if (stat.st_dev, stat.st_ino) == self.identity else -1
        except OSError:
            size = -1
        if size == 0:
            return
        if size < 0:  # the item has closed it
            self.open()
            if os.fstat(self.handle).st_size == 0:
                return
        with contextlib.suppress(FileNotFoundError):  # the item has removed the folder
            move(self.path, path)
        os.close(self.handle)
        self.open()


class OwnLog:
    """The same for systems where an open file cannot be moved: each item gets a file, which goes again where it stays empty."""

    def __init__(self, path):
        self.path = path

    def begin(self, path):
        path = path or self.path
        flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND
        try:
            handle = os.open(path, flags, 0o644)
        except FileNotFoundError:
            os.makedirs(os.path.dirname(path), exist_ok=True)
            handle = os.open(path, flags, 0o644)
        point_to(handle)

    def end(self, path):
        point_to(os.open(os.devnull, os.O_WRONLY))
        with contextlib.suppress(OSError):
            if os.path.getsize(path) == 0:
                os.unlink(path)


def point_to(handle):
    os.dup2(handle, 1)
    os.dup2(handle, 2)
    os.close(handle)


def move(source, target):
    try:
        os.replace(source, target)
    except FileNotFoundError:
        os.makedirs(os.path.dirname(target), exist_ok=True)
        os.replace(source, target)
    except OSError:
        import shutil

        shutil.move(source, target)


# --- What an item may change and the next must not see --------------------------------------------------------------


class Variables:
    """Environment variables of items on top of those that the module left."""

    def __init__(self):
        self.environ = os.environ
        self.data = getattr(os.environ, "_data", os.environ)
        self.base = dict(os.environ)
        self.names = []
        self.expected = dict(self.data)

    def set(self, pairs):
        environ = os.environ = self.environ
        if self.data != self.expected:
            self.restore()
        names = pairs[::2]
        if names != self.names:
            for name in self.names:
                self.put(name, self.base.get(name))
            self.names = names
        for name, value in zip(names, pairs[1::2]):
            try:
                environ[name] = value
            except (ValueError, OSError):  # no environment can hold it, such as a NUL; the argument does
                environ.pop(name, None)
        self.expected = dict(self.data)

    def restore(self):
        os.environ = self.environ
        for name in list(self.environ):
            if name not in self.base:
                self.put(name, None)
        for name, value in self.base.items():
            if self.environ.get(name) != value:
                self.put(name, value)
        self.names = []

    def put(self, name, value):
        with contextlib.suppress(ValueError, OSError):
            if value is None:
                self.environ.pop(name, None)
            else:
                self.environ[name] = value


class Settings:
    """What else belongs to the process and not to an item: where modules are found, limits, signals, the mask of new files."""

    KINDS = [getattr(resource, name) for name in dir(resource) if name.startswith("RLIMIT_")] if resource else []
    SIGNALS = [signal.SIGINT, signal.SIGTERM] if signal else []

    def __init__(self):
        self.path = sys.path
        self.places = list(sys.path)
        self.modules = len(sys.modules)
        self.limits = [(kind, resource.getrlimit(kind)) for kind in self.KINDS]
        self.handlers = [(number, signal.getsignal(number)) for number in self.SIGNALS]
        self.mask = os.umask(0)
        os.umask(self.mask)

    def restore(self):
        """Puts back what an item changed; whether that could be done."""
        if sys.path is not self.path or self.path != self.places:
            if len(sys.modules) != self.modules:  # a module that is imported once may count on what it has added
                self.path, self.places = sys.path, list(sys.path)
            else:
                self.path[:] = self.places
                sys.path = self.path
        self.modules = len(sys.modules)
        os.umask(self.mask)
        try:
            for number, handler in self.handlers:
                if signal.getsignal(number) is not handler:
                    signal.signal(number, handler)
            for kind, limit in self.limits:
                if resource.getrlimit(kind) != limit:
                    resource.setrlimit(kind, limit)
        except (OSError, ValueError, TypeError):  # only root may raise a limit again
            return False
        return True


class Streams:
    """sys.stdout and sys.stderr, whatever an item did to them."""

    def __init__(self):
        self.streams = {"stdout": sys.stdout, "stderr": sys.stderr}

    def restore(self):
        for name, stream in self.streams.items():
            try:
                closed = stream.closed
            except ValueError:  # detached
                closed = True
            if closed:
                number = 1 if name == "stdout" else 2
                stream = open(number, "w", buffering=1, encoding="utf-8", errors="backslashreplace", closefd=False)
                self.streams[name] = stream
                setattr(sys, "__%s__" % name, stream)
            if getattr(sys, name, None) is not stream:
                setattr(sys, name, stream)


class Threads:
    """Waits for threads that an item started and left, as the interpreter does at its end."""

    def __init__(self):
        threading = sys.modules.get("threading")
        self.known = set(threading.enumerate()) if threading else set()

    def join(self):
        threading = sys.modules.get("threading")
        if threading is None or threading.active_count() == 1:
            return
        done = {threading.main_thread(), threading.current_thread()}
        while True:
            left = [t for t in threading.enumerate() if not t.daemon and t not in self.known and t not in done]
            if not left:
                return
            for thread in left:
                if not drained(thread):
                    thread.join()
                done.add(thread)


def drained(thread):
    """Whether a thread belongs to a living pool, which a later item may use; what it was given is done then."""
    pools = sys.modules.get("concurrent.futures.thread")
    if pools is not None and thread in pools._threads_queues:
        for reference in getattr(thread, "_args", ()):
            executor = reference() if callable(reference) else None
            if isinstance(executor, pools.ThreadPoolExecutor) and not executor._shutdown:
                drain(executor)
                return True
    pools = sys.modules.get("concurrent.futures.process")
    if pools is not None and thread in getattr(pools, "_threads_wakeups", ()):
        executor = thread.executor_reference()
        if executor is not None and not executor._shutdown_thread:
            while thread.is_alive() and thread.pending_work_items:
                time.sleep(0.001)
            return True
    return False


def drain(executor):
    """Once all its threads are in one place, none is elsewhere."""
    import threading

    barrier = threading.Barrier(executor._max_workers)
    try:
        for future in [executor.submit(barrier.wait) for _ in range(executor._max_workers)]:
            future.result()
    except Exception:
        barrier.abort()


# --- Arguments ------------------------------------------------------------------------------------------------------


def copier(value):
    """What makes copies of JSON, so that no item sees what another did to it. Containers of scalars copy themselves, which is fast."""
    kind = type(value)
    if kind not in CONTAINERS:
        return lambda: value
    pairs = value.items() if kind is dict else enumerate(value)
    inner = [(key, copier(child)) for key, child in pairs if type(child) in CONTAINERS]
    if kind is tuple:
        makers = [copier(child) for child in value]
        return (lambda: tuple([make() for make in makers])) if inner else lambda: value
    if not inner:
        return value.copy
    if kind is list and len(inner) == len(value):
        makers = [make for _, make in inner]
        return lambda: [make() for make in makers]

    def copy():
        new = value.copy()
        for key, make in inner:
            new[key] = make()
        return new

    return copy


def maker(source, annotation):
    """What gives the value of an argument for an item, from the item's values and the task info."""
    as_path, spec = worker.as_path, source.spec
    if "item" in spec:
        index = spec["item"]
        if any(annotation is plain for plain in (worker.inspect.Parameter.empty, str, int, float, bool)):
            return lambda values, _: values[index]
        return lambda values, _: as_path(values[index], annotation)
    if "info" in spec:
        return lambda _, info: as_path(info, annotation)
    value = as_path(source.value(), annotation)
    if is_made(source):
        return lambda *_: value
    try:
        copy = copier(value)
        copy()
    except RecursionError:
        return lambda *_: as_path(source.value(), annotation)
    return lambda *_: copy()


def is_made(source):
    """Whether it is what a config callable gave, which is made once for all items."""
    if "config" not in source.spec:
        return False
    config = source.config
    return "function" in config.entries[config.index(source.spec["config"], len(config.entries))]


# --- Items ----------------------------------------------------------------------------------------------------------


class Server:
    def __init__(self, request, resources, link, log):
        self.me = os.getpid()
        self.request = request
        self.link = link
        self.log = log
        self.function, sources, missing = worker.load(request, resources)
        positional, named = worker.match(self.function, worker.signature_of(self.function), sources, missing)
        self.positional = [maker(source, annotation) for source, annotation in positional]
        self.named = [(name, maker(source, annotation)) for name, (source, annotation) in named.items()]
        self.wants_info = any("info" in source.spec for source, _ in positional + list(named.values()))
        self.inline = request["items"]["inline"]
        self.encode = worker.dumper()
        self.folder = request["folder"]
        self.depth = sys.getrecursionlimit()
        self.mask = os.umask(0o022)
        self.handlers = [(number, signal.getsignal(number)) for number in (signal.SIGTERM, signal.SIGINT, signal.SIGALRM)] if signal else ()
        self.variables = Variables()
        self.streams = Streams()
        self.settings = Settings()
        self.threads = Threads()

    def serve(self):
        self.tell(READY, WANTS_INFO if self.wants_info else 0)
        alive = True
        while alive:
            bundle = self.link.read()
            if bundle is None:
                break
            used = self.cpu()
            for item in bundle:
                alive, used = self.run(item, used)
                if not alive:
                    break
        self.log.begin(None)
        self.variables.restore()

    def run(self, item, used):
        """Runs an item and tells its end; gives whether the next may come, and what processor time was used so far."""
        log, result, values, variables, info = item
        begin = time.time_ns() // 100
        clock = time.perf_counter_ns()
        status, error, content = 0, None, b""
        try:
            self.enter(log, variables)
        except Exception as problem:
            status, error = 1, worker.failure("python-worker", "the item cannot be started: %s" % worker.text_of(problem))
        if error is None:
            status, error, content = self.guard(values, info, result)
        if os.getpid() != self.me:  # a process that the item forked and that came back here must not speak for it
            worker.flush()
            os._exit(status)
        flags = self.leave(log)
        if error is not None:
            flags |= FAILED
            content = json.dumps(error).encode("ascii")
        now, peak = self.usage()
        self.tell(ENDED, flags, status, begin, (time.perf_counter_ns() - clock) // 100, int((now - used) * 1e7), peak, content)
        return not flags & LAST, now

    def enter(self, log, variables):
        self.log.begin(log)
        self.streams.restore()
        self.variables.set(variables)
        os.chdir(self.folder)
        if sys.getrecursionlimit() != self.depth:
            sys.setrecursionlimit(self.depth)
        os.umask(self.mask)
        for number, handler in self.handlers:
            if signal.getsignal(number) is not handler and handler is not None:
                signal.signal(number, handler)

    def leave(self, log):
        """Puts the log in its place. A process that cannot do so any more takes no further items."""
        worker.flush()
        flags = 0 if self.link.is_open else LAST
        try:
            if signal is not None:
                signal.setitimer(signal.ITIMER_REAL, 0)  # it would end another item
            self.log.end(log)
            if not self.settings.restore():
                flags |= LAST
        except Exception:
            flags |= LAST
        return flags

    def guard(self, values, info, result):
        """Calls the function: (exit code, error, content)."""
        try:
            try:
                value = None
                try:
                    value = self.call(values, info)
                except SystemExit as error:
                    status = worker.exit_code(error)
                    if status:
                        place = worker.exit_place(error, self.request)
                        return status, worker.failure("python-exit", worker.exit_message(error, status), "SystemExit", place), b""
                content = self.result(value, result) if result and os.getpid() == self.me else b""
            finally:
                self.threads.join()
        except BaseException as error:
            return worker.report(error, self.request) + (b"",)
        return 0, None, content

    def call(self, values, info):
        positional = [make(values, info) for make in self.positional]
        named = {name: make(values, info) for name, make in self.named}
        return worker.finished(self.function(*positional, **named), self.function, self.request["function"])

    def result(self, value, path):
        """Gives canonical JSON that is short; what is long goes into the file."""
        if value is None:
            return b"null"
        try:
            with worker.any_size_of_int():
                if id(value) not in worker.check(value):
                    data = self.encode(value).encode("utf-8")
                    if len(data) <= self.inline:
                        return data
        except Exception as error:
            raise worker.no_json(value, error)
        worker.write_result(value, path)
        return b""

    def tell(self, *answer):
        try:
            self.link.send(*answer)
        except OSError:  # kptn is gone, or has given up on this process
            os._exit(1)

    def cpu(self):
        return self.usage()[0]

    def usage(self):
        if resource is None:
            return time.process_time(), 0
        own = resource.getrusage(resource.RUSAGE_SELF)
        children = resource.getrusage(resource.RUSAGE_CHILDREN)
        peak = own.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
        return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime, peak
