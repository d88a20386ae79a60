"""Runs Python task functions for kptn. Standard library only, Python 3.8 or newer.

Reads one JSON request a line from stdin and answers with JSON lines on stdout:

    {"id":1,"script":...}     run a task function in a process of its own; every request starts with its id
    {"id":1,"items":...}      the same for items of a mapped task, which that process asks for: see items.py
    {"id":1,"signal":15}      send a signal to that process and its group
    {"event":"ready",...}     once, at the start
    {"id":1,"event":"started","pid":123}
    {"id":1,"event":"ended","exit":0,"signal":null,"maxrss":1,"cpu":0.1,"outcome":{"ok":true}}

Where there is os.fork, this process imports little, forks for each request, and never runs user code itself.
The end of stdin means that kptn is gone: everything that was started is killed.
"""
import sys

if sys.version_info < (3, 8):
    sys.stderr.write("Python 3.8 or newer is needed, this is %s\n" % sys.version.split()[0])
    sys.exit(3)

HERE = __file__
ITEMS = "items".join(HERE.rpartition("worker")[::2])
if sys.path and sys.path[0] and HERE.startswith(sys.path[0]):
    del sys.path[0]

import atexit  # noqa: E402
import codecs  # noqa: E402
import contextlib  # noqa: E402
import errno  # noqa: E402
import faulthandler  # noqa: E402
import gc  # noqa: E402
import importlib.machinery  # noqa: E402
import importlib.util  # noqa: E402
import inspect  # noqa: E402
import json  # noqa: E402
import linecache  # noqa: E402,F401
import math  # noqa: E402
import os  # noqa: E402
import pathlib  # noqa: E402
import select  # noqa: E402
import signal  # noqa: E402
import time  # noqa: E402
import traceback  # noqa: E402
import types  # noqa: E402
import typing  # noqa: E402

MAIN = sys.modules["__main__"]
TEXT_LIMIT = 2000
DEPTH_LIMIT = 500
LARGE_FILE = 1 << 20
WORTH_KEEPING = 1 << 12
SCALARS = frozenset((str, int, bool, type(None), float))


class TaskError(Exception):
    """A failure that is told without a traceback of its own; its cause, where it has one, is the user's."""

    def __init__(self, code, message, cause=None, place=None):
        super().__init__(message)
        self.code = code
        self.cause = cause
        self.place = place


# --- The function and its arguments ---------------------------------------------------------------------------------


class ScriptLoader(importlib.machinery.SourceFileLoader):
    """Compiles the script itself each time: what runs is what was hashed, whatever the times of files say."""

    def get_code(self, fullname):
        path = self.get_filename(fullname)
        return self.source_to_code(self.get_data(path), path)


def distrust_bytecode():
    """Python trusts kept bytecode by size and whole seconds, which hide edits. Here the stamp holds all that the file system knows
    instead, and nothing is kept of a file that may still change within its clock's resolution."""
    loader = importlib.machinery.SourceFileLoader
    original = getattr(loader, "_cache_bytecode", None)
    if original is None:
        return

    def cache_bytecode(self, source_path, bytecode_path, data):
        try:
            stat = os.stat(source_path)
            if time.time() - max(stat.st_mtime, stat.st_ctime) < 2:
                return None
        except OSError:
            return None
        return original(self, source_path, bytecode_path, data)

    def path_stats(self, path):
        stat = os.stat(path)
        return {"mtime": hash((stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino)) & 0xFFFFFFFF, "size": stat.st_size}

    loader._cache_bytecode = cache_bytecode
    loader.path_stats = path_stats


def module_name(script):
    """The file's stem, changed only where it is no identifier or would hide a standard module."""
    stem = os.path.splitext(os.path.basename(script))[0]
    name = "".join(c if c == "_" or c.isalnum() else "_" for c in stem)
    if not name.isidentifier():
        name = "_" + name
    standard = getattr(sys, "stdlib_module_names", sys.builtin_module_names)
    while name in standard or name in sys.modules:
        name += "_"
    return name


def explain_import(error, roots):
    return "%s (looked in %s)" % (error, ", ".join(roots) or "no folder")


def load_script(script, roots):
    if not os.path.isfile(script):
        raise TaskError("python-missing-script", "the script '%s' does not exist" % script)
    name = module_name(script)
    loader = ScriptLoader(name, script)
    module = importlib.util.module_from_spec(importlib.util.spec_from_file_location(name, script, loader=loader))
    sys.modules[name] = module
    try:
        loader.exec_module(module)
    except SystemExit as error:
        raise TaskError("python-import", "the script ended by sys.exit(%r) while it was loaded" % (error.code,), error)
    return module


def find(owner, dotted, where, what):
    """Follows a dotted name from a module."""
    value = owner
    for part in dotted.split("."):
        try:
            value = getattr(value, part)
        except AttributeError:
            import difflib

            known = [n for n, v in list(getattr(value, "__dict__", {}).items()) if callable(v) and not n.startswith("__")]
            near = difflib.get_close_matches(part, known, 1)
            hint = "; did you mean '%s'?" % near[0] if near else ""
            raise TaskError("python-missing-function", "%s has no function '%s'%s" % (where, dotted, hint)) from None
    if not callable(value):
        raise TaskError("python-missing-function", "'%s' in %s is %s, not %s" % (dotted, where, describe_type(value), what))
    return value


def signature_of(function):
    try:
        if sys.version_info >= (3, 14):
            import annotationlib

            return inspect.signature(function, annotation_format=annotationlib.Format.FORWARDREF)
        return inspect.signature(function)
    except (TypeError, ValueError):
        return None


class Source:
    """What may be passed under one name; it is read only when it is."""

    def __init__(self, name, spec, config):
        self.name = name
        self.spec = spec
        self.config = config

    @property
    def only_named(self):
        return bool(self.spec.get("named"))

    def value(self):
        spec = self.spec
        if "config" in spec:
            return self.config.value(spec["config"])
        if "file" not in spec:
            return spec.get("value")
        try:
            return read_file(spec["file"])
        except (OSError, ValueError) as error:
            raise TaskError("python-missing-result", "the result for '%s' cannot be read: %s" % (self.name, error))


def bind(function, signature, sources, missing):
    """Gives positional and named arguments for a function."""
    positional, named = match(function, signature, sources, missing)
    return [as_path(s.value(), a) for s, a in positional], {name: as_path(s.value(), a) for name, (s, a) in named.items()}


def match(function, signature, sources, missing):
    """Gives the source and the annotation of each positional and named argument: the first source that offers a name wins."""
    offered = {}
    for source in sources:
        offered.setdefault(source.name, source)
    if signature is None:
        return [], {}
    positional, named, used = [], {}, set()
    any_name = None
    nothing = inspect.Parameter.empty
    module = sys.modules.get(getattr(function, "__module__", None) or "")
    scope = getattr(inspect.unwrap(function), "__globals__", None) or getattr(module, "__dict__", {})
    for parameter in signature.parameters.values():
        if parameter.kind is parameter.VAR_KEYWORD:
            any_name = parameter
            continue
        if parameter.kind is parameter.VAR_POSITIONAL:
            continue
        source = offered.get(parameter.name)
        if source is None:
            if parameter.default is parameter.empty:
                raise missing(parameter.name)
            continue
        used.add(parameter.name)
        if parameter.kind is parameter.POSITIONAL_ONLY:
            # A default before it has to be spelled out: positions cannot be skipped.
            for skipped in list(signature.parameters.values())[len(positional):]:
                if skipped is parameter:
                    break
                positional.append((Source(skipped.name, {"value": skipped.default}, None), nothing))
            positional.append((source, resolve(parameter.annotation, scope)))
        else:
            named[parameter.name] = source, resolve(parameter.annotation, scope)
    if any_name is not None:
        for name, source in offered.items():
            if name not in used and name not in named and not source.only_named:
                named[name] = source, resolve(any_name.annotation, scope)
    return positional, named


# --- Paths by annotation --------------------------------------------------------------------------------------------


def as_path(value, annotation):
    """Turns str into Path where the annotation asks for it."""
    if annotation is inspect.Parameter.empty or not isinstance(value, (str, list, dict)):
        return value
    return convert(value, annotation)


def resolve(annotation, scope):
    """What an annotation that was written as text means."""
    if isinstance(annotation, typing.ForwardRef):
        annotation = annotation.__forward_arg__
    for _ in range(2):  # a quoted annotation under postponed evaluation is quoted twice
        if not isinstance(annotation, str):
            break
        text = annotation
        try:
            annotation = eval(text, scope)
        except Exception:
            annotation = annotation_by_text(text)
    return annotation


def convert(value, annotation):
    if isinstance(annotation, type) and not hasattr(annotation, "__origin__") and issubclass(annotation, pathlib.PurePath):
        return annotation(value) if isinstance(value, str) else value
    origin = typing.get_origin(annotation)
    if origin is None:
        return value
    arguments = typing.get_args(annotation)
    if hasattr(annotation, "__metadata__"):
        return convert(value, arguments[0])
    if origin is typing.Union or origin is getattr(types, "UnionType", None):
        if isinstance(value, str) and str in arguments:
            return value
        for argument in arguments:
            converted = convert(value, argument)
            if converted is not value:
                return converted
        return value
    if isinstance(value, list) and arguments and isinstance(origin, type):
        if issubclass(origin, tuple):
            each = arguments[:1] * len(value) if len(arguments) == 2 and arguments[1] is Ellipsis else arguments
            if len(each) == len(value):
                converted = [convert(v, a) for v, a in zip(value, each)]
                return value if all(a is b for a, b in zip(converted, value)) else tuple(converted)
            return value
        converted = [convert(v, arguments[0]) for v in value]
        return value if all(a is b for a, b in zip(converted, value)) else converted
    if isinstance(value, dict) and len(arguments) == 2:
        converted = {k: convert(v, arguments[1]) for k, v in value.items()}
        return value if all(converted[k] is value[k] for k in value) else converted
    return value


def annotation_by_text(text):
    """Reads an annotation that this Python cannot evaluate, such as ``Path | None`` on 3.8; None where it names no Path."""
    import ast

    def build(node):
        if isinstance(node, ast.Index):  # Python 3.8
            node = node.value
        if isinstance(node, ast.Name):
            return {"Path": pathlib.Path, "PurePath": pathlib.PurePath, "str": str}.get(node.id, object)
        if isinstance(node, ast.Attribute):
            return {"Path": pathlib.Path, "PurePath": pathlib.PurePath}.get(node.attr, object)
        if isinstance(node, ast.Constant):
            return build(ast.parse(node.value, mode="eval").body) if isinstance(node.value, str) else type(None)
        if isinstance(node, ast.BinOp):
            return typing.Union[build(node.left), build(node.right)]
        if isinstance(node, ast.Subscript):
            name = node.value.attr if isinstance(node.value, ast.Attribute) else getattr(node.value, "id", "")
            if name == "Optional":
                return typing.Optional[build(node.slice)]
            if name in ("list", "List", "Sequence", "Iterable"):
                return typing.List[build(node.slice)]
            parts = node.slice.value if isinstance(node.slice, ast.Index) else node.slice
            if name in ("dict", "Dict", "Mapping") and isinstance(parts, ast.Tuple) and len(parts.elts) == 2:
                return typing.Dict[build(parts.elts[0]), build(parts.elts[1])]
            if name == "Union" and isinstance(parts, ast.Tuple):
                return typing.Union[tuple(build(part) for part in parts.elts)]
        return object

    try:
        return build(ast.parse(text, mode="eval").body)
    except Exception:
        return None


# --- Config ---------------------------------------------------------------------------------------------------------


class Config:
    """Config entries in order; callables run when first asked for, once, and are finalised after the task."""

    def __init__(self, entries, roots, resources):
        self.entries = entries
        self.roots = roots
        self.resources = resources
        self.made = {}

    def index(self, name, before):
        for i in range(before - 1, -1, -1):
            if name in (self.entries[i]["key"], self.entries[i].get("alias")):
                return i
        return None

    def value(self, name):
        i = self.index(name, len(self.entries))
        if i is None:
            raise TaskError("python-config", "there is no config entry '%s'" % name)
        return self.at(i)

    def at(self, i):
        if i not in self.made:
            entry = self.entries[i]
            self.made[i] = self.call(entry, i) if "function" in entry else entry.get("value")
        return self.made[i]

    def call(self, entry, i):
        key, target = entry["key"], entry["function"]
        try:
            return self.make(target, i)
        except TaskError as error:
            raise TaskError("python-config", "config '%s': %s" % (key, error), error.cause, error.place) from None
        except SystemExit as error:
            raise TaskError("python-config", "config '%s': %s ended by sys.exit(%r)" % (key, target, error.code), error)
        except Exception as error:
            raise TaskError("python-config", "config '%s': %s: %s" % (key, type(error).__name__, text_of(error)), error)

    def make(self, target, i):
        module_path, _, attribute = target.partition(":")
        if not module_path or not attribute:
            raise TaskError("python-config", "'%s' is not of the form 'module:function'" % target)
        try:
            module = importlib.import_module(module_path)
        except ImportError as error:
            raise TaskError("python-config", "cannot import '%s': %s" % (module_path, explain_import(error, self.roots)), error)
        function = find(module, attribute, "module '%s'" % module_path, "a function")
        sources = []
        for j in range(i - 1, -1, -1):
            entry = self.entries[j]
            for name in (entry["key"], entry.get("alias")):
                if name:
                    sources.append(Source(name, {"named": True}, None))
                    sources[-1].value = lambda j=j: self.at(j)
        missing = lambda name: TaskError(  # noqa: E731
            "python-config", "the parameter '%s' of %s() has no value: no earlier config entry has this name" % (name, attribute)
        )
        positional, named = bind(function, signature_of(function), sources, missing)
        if inspect.isgeneratorfunction(function):
            return self.resources.enter_context(contextlib.contextmanager(function)(*positional, **named))
        value = function(*positional, **named)
        if inspect.iscoroutine(value):
            value = run_async(value)
        if isinstance(value, contextlib._GeneratorContextManager):
            value = self.resources.enter_context(value)
        return value


# --- Results --------------------------------------------------------------------------------------------------------


@contextlib.contextmanager
def any_size_of_int():
    if not hasattr(sys, "set_int_max_str_digits"):
        yield
        return
    limit = sys.get_int_max_str_digits()
    sys.set_int_max_str_digits(0)
    try:
        yield
    finally:
        sys.set_int_max_str_digits(limit)


def read_json(data):
    with any_size_of_int():
        try:
            return json.loads(data.decode("utf-8") if isinstance(data, bytes) else data)
        except RecursionError:
            raise ValueError("it is nested too deeply")


def read_file(path):
    with open(path, "rb") as stream:
        if os.fstat(stream.fileno()).st_size > LARGE_FILE:
            values = read_list(stream)
            if values is not None:
                return values
            stream.seek(0)
        return read_json(stream.read())


def read_list(stream):
    """Reads a large list piece by piece, so that its text is never held next to it; None where that cannot be done."""
    if stream.read(1) != b"[":
        return None
    values, piece, size = [], "", LARGE_FILE
    text = codecs.getreader("utf-8")(stream)
    scan = json.JSONDecoder().scan_once
    with any_size_of_int():
        try:
            while True:
                more = text.read(size)
                piece += more
                if not more:
                    values.extend(json.loads("[" + piece))
                    return values
                end = take_whole(piece, values) or take_each(piece, values, scan)
                # A value that is larger than a piece is tried again only when there is twice as much of it.
                size = LARGE_FILE if end else max(LARGE_FILE, len(piece))
                piece = piece[end:]
        except (ValueError, RecursionError):
            return None


def take_whole(piece, values):
    """Takes all up to the last comma, if that parses: within a string or a nested value it never does. Gives the length of what was taken."""
    if piece.startswith(("[", "{")):
        return 0
    end = piece.rfind(",")
    try:
        found = json.loads("[" + piece[:end] + "]") if end > 0 else ()
    except ValueError:
        return 0
    values.extend(found)
    return end + 1 if found else 0


def take_each(piece, values, scan):
    """Takes values as long as a comma follows; gives the length of what was taken."""
    end = 0
    try:
        while True:
            value, after = scan(piece, end)
            if piece[after:after + 1] != ",":
                return end
            values.append(value)
            end = after + 1
    except (StopIteration, ValueError):
        return end


def describe_type(value):
    kind = type(value)
    name = kind.__qualname__ if kind.__module__ in ("builtins", None) else "%s.%s" % (kind.__module__, kind.__qualname__)
    return ("an " if name[:1].lower() in "aeiou" else "a ") + name


class NotJson(Exception):
    """What of a result is not JSON: the keys that lead to it, and what it is."""

    def __init__(self, keys, problem):
        keys = list(keys)
        parts = ["[%s]" % short(key) for key in keys]
        if len(parts) > 12:
            parts = parts[:6] + ["[…]"] + parts[-3:]
        super().__init__("the result is not JSON: result%s %s" % ("".join(parts), problem))


def short(key):
    text = ascii(key) if isinstance(key, str) and not key.isprintable() else repr(key)
    return text if len(text) <= 60 else text[:57] + "..."


def is_list(value):
    return isinstance(value, (list, tuple))


def check(result):
    """Finds the first thing that is not JSON. Returns ids of the large containers, which are written in parts."""
    large = set()
    if not is_list(result) and not isinstance(result, dict):
        check_scalar(result, ())
        return large
    open_ids = {id(result)}
    stack = [[result, None, None, 0]]  # container, iterator of what is to be entered, key entered last, weight
    while stack:
        frame = stack[-1]
        container = frame[0]
        if frame[1] is None:
            frame[1] = look(container, stack)
            frame[3] = len(container)
        for key, child in frame[1]:
            frame[2] = key
            if id(child) in open_ids:
                raise NotJson([f[2] for f in stack], "contains itself (a circular reference)")
            if len(stack) >= DEPTH_LIMIT:
                raise NotJson([f[2] for f in stack], "is nested more than %d levels deep" % DEPTH_LIMIT)
            open_ids.add(id(child))
            stack.append([child, None, None, 0])
            break
        else:
            stack.pop()
            open_ids.discard(id(container))
            if frame[3] > 1000:
                large.add(id(container))
            if stack:
                stack[-1][3] += frame[3]
    return large


def look(container, stack):
    """Checks the elements that are no containers, and gives an iterator over those that are."""
    if isinstance(container, dict):
        if not set(map(type, container)) <= {str}:
            key = next(k for k in container if type(k) is not str)
            raise NotJson([f[2] for f in stack[:-1]], "has the key %s, which is %s; keys must be str" % (short(key), describe_type(key)))
        kinds = set(map(type, container.values()))
        items = container.items
    else:
        kinds = set(map(type, container))
        items = lambda: enumerate(container)  # noqa: E731
    others = kinds - SCALARS
    if not others:
        return iter(())
    if not all(issubclass(kind, (dict, list, tuple)) for kind in others):
        for key, value in items():
            if type(value) not in SCALARS and not isinstance(value, (dict, list, tuple)):
                raise NotJson([f[2] for f in stack[:-1]] + [key], "is " + describe_type(value))
    return iter([pair for pair in items() if type(pair[1]) not in SCALARS])


def check_scalar(value, keys):
    """The slow way to name what the encoder refused without saying where."""
    if type(value) not in SCALARS:
        raise NotJson(keys, "is " + describe_type(value))
    if isinstance(value, float) and not math.isfinite(value):
        raise NotJson(keys, "is the float %r, which JSON does not have" % value)
    if isinstance(value, str):
        try:
            value.encode("utf-8")
        except UnicodeEncodeError:
            raise NotJson(keys, "is a str with a lone surrogate, which is no text: %s" % ascii(value[:40]))


def check_scalars(value, keys=()):
    if isinstance(value, dict):
        for key in value:
            try:
                check_scalar(key, keys)
            except NotJson:
                raise NotJson(keys, "has a key with a lone surrogate, which is no text: %s" % ascii(key[:40]))
        for key, child in value.items():
            check_scalars(child, keys + (key,))
    elif is_list(value):
        for i, child in enumerate(value):
            check_scalars(child, keys + (i,))
    else:
        check_scalar(value, keys)


def canonical_parts(value, large, encode):
    """Canonical JSON in parts, so that a large result is never held as one text."""
    if id(value) not in large:
        yield encode(value)
    elif isinstance(value, dict):
        separator = "{"
        for key in sorted(value):
            yield separator + encode(key) + ":"
            yield from canonical_parts(value[key], large, encode)
            separator = ","
        yield "}"
    else:
        separator = "["
        start, count = 0, len(value)
        run = 256
        if set(map(type, value)) <= SCALARS:
            run = 8192
        while start < count:
            if id(value[start]) in large:
                yield separator
                yield from canonical_parts(value[start], large, encode)
                start += 1
            else:
                end = start + 1
                while end < count and end - start < run and id(value[end]) not in large:
                    end += 1
                yield separator + encode(value[start:end])[1:-1]
                start = end
            separator = ","
        yield "]"


def dumper():
    return json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode


def write_result(value, path):
    temporary = "%s.%d.tmp" % (path, os.getpid())
    try:
        with any_size_of_int():
            large = check(value)
            encode = dumper()
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(temporary, "wb", 1 << 16) as stream:
                for part in canonical_parts(value, large, encode):
                    stream.write(part.encode("utf-8"))
                stream.flush()
                os.fsync(stream.fileno())
        os.replace(temporary, path)
    except OSError as error:
        drop(temporary)
        raise TaskError("python-result-write", "the result cannot be written: %s" % error)
    except Exception as error:
        drop(temporary)
        raise no_json(value, error)


def no_json(value, error):
    """Why a value could not be written as JSON."""
    if isinstance(error, NotJson):
        return TaskError("python-result", str(error))
    try:
        check_scalars(value)
    except NotJson as found:
        return TaskError("python-result", str(found))
    return TaskError("python-result", "the result is not JSON: %s: %s" % (type(error).__name__, text_of(error)))


def drop(path):
    with contextlib.suppress(OSError):
        os.unlink(path)


# --- Telling what failed --------------------------------------------------------------------------------------------


def text_of(error):
    try:
        return str(error)
    except Exception:
        return "(its text cannot be shown)"


def without_worker(error, seen=None):
    """Cuts the worker's and the import system's own frames off the start of each traceback in a chain."""
    seen = set() if seen is None else seen
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        trace = error.__traceback__
        while trace is not None and is_ours(trace.tb_frame.f_code.co_filename):
            trace = trace.tb_next
        error.__traceback__ = without_hooks(trace)
        without_worker(error.__context__, seen)
        error = error.__cause__


def without_hooks(trace):
    """Cuts frames of the worker off the end of a traceback, where a hook of it raised the error."""
    frames = []
    while trace is not None:
        frames.append(trace)
        trace = trace.tb_next
    while frames and frames[-1].tb_frame.f_code.co_filename == HERE:
        frames.pop()
    for last, trace in zip(frames, frames[1:] + [None]):
        last.tb_next = trace
    return frames[0] if frames else None


def is_ours(filename):
    return filename == HERE or filename == ITEMS or filename.startswith("<frozen importlib") or filename == contextlib.__file__


def place_of(error, folders):
    """File and line of the innermost frame in project code, else of the innermost frame."""
    if isinstance(error, SyntaxError) and error.filename:
        return error.filename, error.lineno
    last = best = None
    trace = error.__traceback__
    while trace is not None:
        filename = trace.tb_frame.f_code.co_filename
        last = (filename, trace.tb_lineno)
        parts = filename.replace("\\", "/").split("/")
        if "site-packages" not in parts and ".venv" not in parts and any(filename.startswith(f + os.sep) for f in folders):
            best = last
        trace = trace.tb_next
    return best or last or (None, None)


def failure(code, message, kind=None, place=(None, None)):
    file, line = place
    return {"ok": False, "code": code, "message": clean(message), "type": clean(kind), "file": clean(file), "line": line}


def clean(text):
    """Short enough for a pipe that nobody reads yet, and encodable."""
    if text is None:
        return None
    if len(text) > TEXT_LIMIT:
        text = text[:TEXT_LIMIT] + "…"
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def write_log(text):
    """Past sys.stderr, which the task may have closed or replaced."""
    flush()
    with contextlib.suppress(OSError):
        write_all(2, text.encode("utf-8", "backslashreplace"))


def note(message):
    write_log("kptn: %s\n" % message)


def show(error):
    without_worker(error)
    with contextlib.suppress(Exception):
        write_log("".join(traceback.format_exception(type(error), error, error.__traceback__)))


def report(error, request):
    """Prints a failure into the log and returns it as (exit code, outcome)."""
    folders = [f for f in [request.get("folder")] + request.get("path", []) if f]
    if isinstance(error, TaskError):
        place = (None, None)
        kind = None
        if error.cause is not None:
            show(error.cause)
            place, kind = place_of(error.cause, folders), type(error.cause).__name__
        note(str(error))
        return 1, failure(error.code, str(error), kind, error.place or place)
    show(error)
    place, kind = place_of(error, folders), type(error).__name__
    if isinstance(error, KeyboardInterrupt):
        return 130, failure("python-exception", "interrupted by KeyboardInterrupt", kind, place)
    if isinstance(error, ImportError):
        message = explain_import(text_of(error), request.get("path", []))
        note(message)
        return 1, failure("python-import", message, kind, place)
    return 1, failure("python-exception", text_of(error), kind, place)


def exit_code(error):
    code = error.code
    if code is None:
        return 0
    if isinstance(code, int):
        return code & 0xFF
    with contextlib.suppress(Exception):
        write_log("%s\n" % code)
    return 1


# --- One task in its own process ------------------------------------------------------------------------------------


def run_async(awaitable):
    import asyncio

    return asyncio.run(awaitable)


def prepare(request):
    """Makes this process look like one that was started for the script."""
    log = request.get("log") or os.devnull
    try:
        handle = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
    except FileNotFoundError:
        os.makedirs(os.path.dirname(log), exist_ok=True)
        handle = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
    os.dup2(handle, 1)
    os.dup2(handle, 2)
    os.close(handle)
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace", line_buffering=True)
    os.environ.update(request.get("env") or {})
    if hasattr(time, "tzset"):
        time.tzset()
    if request.get("pycache"):
        sys.pycache_prefix = os.path.join(request["pycache"], ".worker")
        os.environ.setdefault("PYTHONPYCACHEPREFIX", request["pycache"])
    os.chdir(request["folder"])
    roots = list(dict.fromkeys(request.get("path", [])))
    sys.path[:] = roots + [entry for entry in sys.path if entry not in roots]
    if request.get("watch"):
        share_code(request["watch"]["box"], os.path.join(request["pycache"], ".code"))
        watch(**request["watch"])
    sys.argv = [request["script"]]
    sys.modules["__main__"] = types.ModuleType("__main__")


def share_code(box, folder):
    """Lets sandboxes share what was compiled of equal sources: each has copies of its own, which no kept bytecode would be found for."""
    import marshal

    fix = getattr(importlib.util._imp, "_fix_co_filename", None)
    mirror = box + os.sep
    own = importlib.machinery.SourceFileLoader.get_code

    def compiled(loader, path):
        source = loader.get_data(path)
        if fix is None or len(source) < WORTH_KEEPING:
            return loader.source_to_code(source, path)
        name = os.path.join(folder, "%s-%s-%d" % (sys.implementation.cache_tag, importlib.util.source_hash(source).hex(), len(source)))
        with contextlib.suppress(OSError, ValueError, EOFError, TypeError):
            with open(name, "rb") as stream:
                code = marshal.loads(stream.read())
            fix(code, path)
            return code
        code = loader.source_to_code(source, path)
        with contextlib.suppress(OSError):
            os.makedirs(folder, exist_ok=True)
            with open("%s.%d" % (name, os.getpid()), "wb") as stream:
                stream.write(marshal.dumps(code))
            os.replace(stream.name, name)
        return code

    def get_code(self, fullname):
        path = self.get_filename(fullname)
        return compiled(self, path) if path.startswith(mirror) else own(self, fullname)

    ScriptLoader.get_code = importlib.machinery.SourceFileLoader.get_code = get_code


def watch(project, box, report):
    """Keeps the code of this process, for good, from the project that a sandbox stands for, and reports what it looked for there."""
    inside = project + os.sep
    mirror = box + os.sep
    prefixes = {os.path.realpath(prefix) + os.sep for prefix in (sys.prefix, sys.base_prefix, sys.exec_prefix)}
    free = tuple(prefix for prefix in prefixes if not inside.startswith(prefix))
    sys.dont_write_bytecode = True

    def is_library(path):
        return path.startswith(free) or "/site-packages/" in path or "/dist-packages/" in path

    sys.path[:] = list(dict.fromkeys(mirror + entry[len(inside):] if entry.startswith(inside) and not is_library(entry + os.sep) else box if entry == project else entry for entry in sys.path))
    busy = []

    def tell(path):
        handle = os.open(report, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        os.write(handle, path.encode("utf-8", "surrogateescape") + b"\n")
        os.close(handle)

    def is_written(mode, flags):
        return "r" not in mode if isinstance(mode, str) else bool(flags & os.O_CREAT)

    def look(path, is_new):
        if isinstance(path, bytes):
            path = os.fsdecode(path)
        path = os.path.normpath(os.path.join(os.getcwd(), path))
        if path.startswith(mirror):
            rest = path[len(mirror):]
            if not is_new and not os.path.lexists(path) and os.path.isfile(inside + rest):
                tell(rest)
        elif is_new:
            keep_off(path)
        elif path.startswith(inside) and not is_library(path) and os.path.isfile(path):
            tell(path[len(inside):])
            raise PermissionError(errno.EACCES, "a test may not open files of the project that its task does not declare", path)

    def keep_off(path):
        path = os.path.normpath(os.path.join(os.getcwd(), os.fsdecode(path)))
        if path.startswith(inside) and not is_library(path):
            raise PermissionError(errno.EACCES, "a test may change nothing in the project", path)

    def hook(event, arguments):
        if busy or event not in ("open", "os.remove", "os.rename", "os.mkdir", "os.rmdir", "os.truncate", "os.symlink", "os.link"):
            return
        busy.append(event)
        try:
            if event == "open":
                if isinstance(arguments[0], (str, bytes)):
                    look(arguments[0], is_written(arguments[1], arguments[2]))
            else:
                for path in arguments[:2 if event in ("os.rename", "os.symlink", "os.link") else 1]:
                    if isinstance(path, (str, bytes)):
                        keep_off(path)
        except (OSError, ValueError) as error:
            if isinstance(error, PermissionError):
                raise
        finally:
            busy.pop()

    sys.addaudithook(hook)


def load(request, resources):
    """Gives the function, what is offered to it, and what says that an argument is missing."""
    roots = request.get("path", [])
    config = Config(request.get("config", []), roots, resources)
    script = request["script"]
    module = load_script(script, roots)
    name = request["function"]
    function = find(module, name, os.path.basename(script), "a function")
    missing = lambda parameter: TaskError(  # noqa: E731
        "python-missing-argument",
        "the parameter '%s' of %s() has no value: no dependency, arg or config entry has this name" % (parameter, name),
        place=place_of_function(function),
    )
    sources = [Source(argument["name"], argument, config) for argument in request.get("args", [])]
    return function, sources, missing


def call(request, resources):
    function, sources, missing = load(request, resources)
    positional, named = bind(function, signature_of(function), sources, missing)
    return finished(function(*positional, **named), function, request["function"])


def finished(value, function, name):
    """What a function returned, once it has run."""
    if inspect.iscoroutine(value):
        value = run_async(value)
    elif inspect.isgenerator(value) or inspect.isasyncgen(value):
        raise TaskError(
            "python-result",
            "%s() is a generator, so nothing of it has run: return a list instead of using yield" % name,
            place=place_of_function(function),
        )
    return value


def place_of_function(function):
    code = getattr(inspect.unwrap(function), "__code__", None)
    return (code.co_filename, code.co_firstlineno) if code else None


def run(request):
    """Runs a request to its outcome: (exit code, outcome)."""
    me = os.getpid()
    result = request.get("result")
    resources = contextlib.ExitStack()
    value = None
    try:
        prepare(request)
    except Exception as error:
        return 1, failure("python-worker", "the task cannot be started: %s" % text_of(error))
    try:
        try:
            with resources:
                try:
                    value = call(request, resources)
                except SystemExit as error:
                    status = exit_code(error)
                    if status:
                        return status, failure("python-exit", exit_message(error, status), "SystemExit", exit_place(error, request))
            if result and os.getpid() == me:
                write_result(value, result)
        finally:
            end_threads()
    except BaseException as error:
        return report(error, request)
    return 0, {"ok": True}


def exit_message(error, status):
    return "exited with code %d" % status if isinstance(error.code, int) else "exited: %s" % text_of(error)


def exit_place(error, request):
    without_worker(error)
    return place_of(error, [f for f in [request.get("folder")] + request.get("path", []) if f])


def end_threads():
    """What the interpreter does at its end: waits for threads, runs atexit handlers, ends helper processes."""
    threading = sys.modules.get("threading")
    if threading is not None:
        threading._shutdown()
    with contextlib.suppress(BaseException):
        atexit._run_exitfuncs()
    for module, helper in (("multiprocessing.forkserver", "_forkserver"), ("multiprocessing.resource_tracker", "_resource_tracker")):
        stop = getattr(getattr(sys.modules.get(module), helper, None), "_stop", None)
        if stop is not None:
            with contextlib.suppress(Exception):
                stop()


def flush():
    for stream in (sys.stdout, sys.stderr, sys.__stdout__, sys.__stderr__):
        with contextlib.suppress(Exception):
            stream.flush()


def items_part():
    """The part that serves items, loaded when it is first needed."""
    module = sys.modules.get("kptn_items")
    if module is None:
        spec = importlib.util.spec_from_file_location("kptn_items", ITEMS, loader=ScriptLoader("kptn_items", ITEMS))
        module = importlib.util.module_from_spec(spec)
        module.worker = MAIN
        spec.loader.exec_module(module)
        sys.modules["kptn_items"] = module
    return module


def finish(line, tell):
    """Runs one request in this process and never returns."""
    me = os.getpid()
    request = {}
    try:
        request = read_json(line)
        status, outcome = items_part().serve(request) if "items" in request else run(request)
    except BaseException as error:
        status, outcome = 1, failure("python-worker", "%s: %s" % (type(error).__name__, text_of(error)))
    flush()
    # A process that the task forked and that came back here must not speak for the task.
    if os.getpid() == me:
        try:
            tell(json.dumps(outcome).encode("ascii") + b"\n")
        except BaseException:
            status = status or 1
    os._exit(status)


# --- The fork server ------------------------------------------------------------------------------------------------


def descendants(roots):
    """Ids of processes that these have started, also where they left the group; empty where there is no /proc."""
    children = {}
    try:
        entries = os.listdir("/proc")
    except OSError:
        return []
    for entry in entries:
        if entry.isdigit():
            try:
                with open("/proc/%s/stat" % entry, "rb") as stream:
                    parent = int(stream.read().rpartition(b")")[2].split()[1])
            except (OSError, IndexError, ValueError):
                continue
            children.setdefault(parent, []).append(int(entry))
    found, todo = [], list(roots)
    while todo:
        for child in children.get(todo.pop(), ()):
            found.append(child)
            todo.append(child)
    return found


def write_all(handle, data):
    while data:
        data = data[os.write(handle, data):]


def request_id(line):
    return int(line[line.index(b":") + 1:line.index(b",")])


class ForkServer:
    MASKED = [getattr(signal, name) for name in ("SIGCHLD", "SIGTERM", "SIGINT", "SIGHUP") if hasattr(signal, name)]

    def __init__(self, incoming, outgoing, folder):
        self.incoming = incoming
        self.outgoing = outgoing
        self.folder = folder
        self.by_pid = {}
        self.by_id = {}
        self.pid = os.getpid()

    def serve(self):
        self.woken, wake = os.pipe()
        self.wake = wake
        os.set_blocking(self.woken, False)
        os.set_blocking(wake, False)
        signal.set_wakeup_fd(wake, warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.signal(signal.SIGTERM, lambda *_: None)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGHUP, signal.SIG_IGN)
        self.say({"event": "ready", "pid": self.pid, "version": sys.version.split()[0]})
        gc.collect()
        gc.freeze()
        poll = select.poll()
        poll.register(self.incoming, select.POLLIN)
        poll.register(self.woken, select.POLLIN)
        rest = []
        while True:
            for handle, _ in poll.poll():
                if handle == self.woken:
                    if signal.SIGTERM in os.read(self.woken, 4096):
                        self.end()
                    self.reap()
                    continue
                data = os.read(self.incoming, 1 << 18)
                if not data:
                    self.end()
                *lines, last = data.split(b"\n")
                if lines:
                    lines[0] = b"".join(rest) + lines[0]
                    rest = []
                rest.append(last)
                for line in lines:
                    self.take(line)

    def take(self, line):
        number = request_id(line)
        if len(line) < 64 and b'"signal"' in line:
            self.send(number, json.loads(line)["signal"])
        else:
            self.start(number, line)

    def start(self, number, line):
        pipe = ()
        if b'"items":' in line[:32]:
            with contextlib.suppress(Exception):
                items_part()
        signal.pthread_sigmask(signal.SIG_BLOCK, self.MASKED)
        try:
            pipe = reader, writer = os.pipe()
            pid = os.fork()
        except OSError as error:
            for handle in pipe:
                os.close(handle)
            outcome = failure("python-worker", "no process can be started: %s" % error.strerror)
            self.say({"id": number, "event": "ended", "exit": 1, "signal": None, "maxrss": 0, "cpu": 0, "outcome": outcome})
            return
        finally:
            if os.getpid() == self.pid:
                signal.pthread_sigmask(signal.SIG_UNBLOCK, self.MASKED)
        if pid == 0:
            try:
                self.become_task(reader)
                finish(line, Teller(writer, self.fallback(os.getpid())))
            finally:
                os._exit(1)
        os.close(writer)
        self.by_pid[pid] = (number, reader)
        self.by_id[number] = pid
        self.say({"id": number, "event": "started", "pid": pid})

    def become_task(self, reader):
        os.setsid()
        if os.getppid() != self.pid:
            os._exit(1)
        signal.set_wakeup_fd(-1)
        for handle in [reader, self.incoming, self.outgoing, self.woken, self.wake] + [r for _, r in self.by_pid.values()]:
            os.close(handle)
        for name in ("SIGCHLD", "SIGTERM", "SIGHUP"):
            signal.signal(getattr(signal, name), signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, self.MASKED)

    def send(self, number, sent):
        pid = self.by_id.get(number)
        if pid is None:
            return
        for kill in (os.killpg, os.kill):
            try:
                kill(pid, sent)
                return
            except OSError:
                continue

    def reap(self):
        while self.by_pid:
            pid, status, usage = os.wait4(-1, os.WNOHANG)
            if pid == 0:
                return
            if pid not in self.by_pid:
                continue
            number, reader = self.by_pid.pop(pid)
            del self.by_id[number]
            killer = os.WTERMSIG(status) if os.WIFSIGNALED(status) else None
            self.say({
                "id": number,
                "event": "ended",
                "exit": 128 + killer if killer else os.WEXITSTATUS(status),
                "signal": killer,
                "maxrss": usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024),
                "cpu": usage.ru_utime + usage.ru_stime,
                "outcome": self.outcome(pid, reader),
            })

    def outcome(self, pid, reader):
        data = b""
        os.set_blocking(reader, False)
        with contextlib.suppress(OSError):
            data = os.read(reader, 1 << 18)
        os.close(reader)
        if not data:
            path = self.fallback(pid)
            with contextlib.suppress(OSError):
                with open(path, "rb") as stream:
                    data = stream.read()
                os.unlink(path)
        return parse_outcome(data)

    def fallback(self, pid):
        return os.path.join(self.folder, "outcome-%d-%d" % (self.pid, pid))

    def say(self, message):
        try:
            write_all(self.outgoing, json.dumps(message, separators=(",", ":")).encode("ascii") + b"\n")
        except OSError:
            self.end()

    def end(self):
        """kptn is gone, or wants this: nothing that was started here stays."""
        pids = list(self.by_pid)
        strays = descendants(pids) if pids else []
        for pid in pids:
            with contextlib.suppress(OSError):
                os.killpg(pid, signal.SIGKILL)
            with contextlib.suppress(OSError):
                os.kill(pid, signal.SIGKILL)
        for pid in strays:
            with contextlib.suppress(OSError):
                os.kill(pid, signal.SIGKILL)
        os._exit(0)


def parse_outcome(data):
    if not data.endswith(b"\n"):
        return None
    try:
        outcome = json.loads(data)
    except ValueError:
        return None
    if not isinstance(outcome, dict) or not isinstance(outcome.get("ok"), bool):
        return None
    if outcome["ok"]:
        return {"ok": True}
    line = outcome.get("line")
    place = outcome.get("file"), line if isinstance(line, int) and line < 1 << 31 else None
    return failure(str(outcome.get("code")), str(outcome.get("message")), outcome.get("type"), place)


class Teller:
    """Passes the outcome to the server; by a file where the task has closed or taken over the pipe."""

    def __init__(self, handle, fallback=None):
        self.handle = handle
        self.fallback = fallback
        self.identity = self.identify()

    def identify(self):
        try:
            stat = os.fstat(self.handle)
        except OSError:
            return None
        return stat.st_dev, stat.st_ino

    def __call__(self, line):
        if self.identify() == self.identity:
            write_all(self.handle, line)
        elif self.fallback:
            with open(self.fallback, "wb") as stream:
                stream.write(line)


# --- Where there is no fork -----------------------------------------------------------------------------------------


class SpawnServer:
    """The same protocol with a new interpreter for each request."""

    def __init__(self, incoming, outgoing):
        import subprocess
        import threading

        self.subprocess = subprocess
        self.threading = threading
        self.incoming = os.fdopen(incoming, "rb")
        self.outgoing = outgoing
        self.gate = threading.Lock()
        self.running = {}

    def serve(self):
        self.say({"event": "ready", "pid": os.getpid(), "version": sys.version.split()[0]})
        for line in self.incoming:
            number = request_id(line)
            if len(line) < 64 and b'"signal"' in line:
                self.stop(self.running.get(number))
            else:
                self.threading.Thread(target=self.start, args=(number, line), daemon=True).start()
        for process in list(self.running.values()):
            self.stop(process)
        os._exit(0)

    def stop(self, process):
        if process is None or process.poll() is not None:
            return
        if os.name == "nt":
            self.subprocess.call(["taskkill", "/T", "/F", "/PID", str(process.pid)], stdout=2, stderr=2)
        else:
            os.killpg(process.pid, signal.SIGKILL)

    def start(self, number, line):
        pipe = self.subprocess.PIPE
        process = self.subprocess.Popen([sys.executable, HERE, "--task"], stdin=pipe, stdout=pipe, start_new_session=True)
        self.running[number] = process
        self.say({"id": number, "event": "started", "pid": process.pid})
        output, _ = process.communicate(line)
        del self.running[number]
        status = process.returncode
        killer = -status if status < 0 else None
        self.say({
            "id": number,
            "event": "ended",
            "exit": 128 + killer if killer else status - (1 << 32 if status >> 31 else 0),
            "signal": killer,
            "maxrss": 0,
            "cpu": 0,
            "outcome": parse_outcome(output),
        })

    def say(self, message):
        with self.gate:
            write_all(self.outgoing, json.dumps(message).encode("ascii") + b"\n")


def take_over_streams():
    """Keeps stdin and stdout for the protocol under other numbers; prints of a task can never reach it."""
    incoming, outgoing = os.dup(0), os.dup(1)
    null = os.open(os.devnull, os.O_RDWR)
    os.dup2(null, 0)
    os.dup2(2, 1)
    os.close(null)
    return incoming, outgoing


def main():
    incoming, outgoing = take_over_streams()
    faulthandler.enable()
    distrust_bytecode()
    if "--task" in sys.argv:
        with os.fdopen(incoming, "rb") as stream:
            line = stream.read()
        finish(line, Teller(outgoing))
    if hasattr(os, "fork") and "--spawn" not in sys.argv:
        ForkServer(incoming, outgoing, os.path.dirname(os.path.abspath(HERE))).serve()
    else:
        SpawnServer(incoming, outgoing).serve()


if __name__ == "__main__":
    main()
