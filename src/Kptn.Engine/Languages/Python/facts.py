"""Learns facts of Python files: what they define, import, run when imported and refer to.

Reads {"files": [...], "dirs": [...], "known": [...]} as JSON from stdin; writes {"files": [[path, sha256, facts], ...]}.
Imports that lead to files below "dirs" are followed, except to "known" files. Runs no code of the files.
Facts are described beside PythonFactsParser, which reads them. Must run on Python 3.8 and later.
"""
import ast
import hashlib
import json
import os
import sys
import threading

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
LITERALS = (ast.Constant, ast.List, ast.Tuple, ast.Dict, ast.Set, ast.JoinedStr, ast.ListComp, ast.SetComp, ast.DictComp)
TYPE_ALIAS = getattr(ast, "TypeAlias", ())
SKIPPED_FIELDS = {"ctx", "type_comment", "type_ignores", "kind"}
SCOPE_NAMES = {"exec", "eval", "compile", "globals", "locals", "vars"}
SCOPE_ATTRIBUTES = {"f_globals", "__globals__"}
IMPORTERS = {"importlib.import_module", "importlib.__import__", "builtins.__import__", "runpy.run_module", "__import__"}
LOADERS = {
    "runpy.run_path", "importlib.util.spec_from_file_location", "importlib.machinery.SourceFileLoader", "imp.load_source",
    "imp.load_module", "pkgutil.resolve_name", "pydoc.locate", "zipimport.zipimporter",
}
SEARCH_PATHS = ("sys.path", "sys.meta_path", "sys.path_hooks", "site.addsitedir", "pkgutil.extend_path")
PURE_METHODS = {
    "copy", "get", "items", "keys", "values", "join", "format", "split", "rsplit", "strip", "lstrip", "rstrip", "lower", "upper",
    "title", "replace", "startswith", "endswith", "encode", "decode", "index", "count", "union", "intersection", "difference",
    "splitlines", "partition", "rpartition", "zfill", "removeprefix", "removesuffix",
}
GLOBAL, USE, LOAD, SCOPE, WHOLE, PACKAGE, ANY, REACHED, SEARCH = 0, 1, 2, 4, 5, 6, 7, 8, 9
FUNCTION, CLASS, VALUE, IMPORT, CONSTANT = 0, 1, 2, 3, 4
HAS_INIT_SUBCLASS, HAS_EFFECTS, HAS_METACLASS = 1, 2, 4


def no_effect(statement):
    """Docstrings, bare constants and pass: they may come and go."""
    return isinstance(statement, ast.Pass) or (isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant))


def dump(node, out):
    """A canonical form without positions, docstrings and what differs between versions of Python."""
    if isinstance(node, ast.Constant):
        constant(node.value, out)
        return
    name = node.__class__.__name__
    if name == "Index":
        dump(node.value, out)
        return
    if name == "ExtSlice":
        out.append("(Tuple elts=[")
        for item in node.dims:
            dump(item, out)
        out.append("])")
        return
    out.append("(" + name)
    for field in node._fields:
        if field in SKIPPED_FIELDS:
            continue
        value = getattr(node, field, None)
        if value is None or value == []:
            continue
        if isinstance(value, list):
            if field == "values" and name == "JoinedStr":
                value = merged(value)
            out.append(" " + field + "=[")
            for item in value:
                if item is None:
                    out.append("-")
                elif not isinstance(item, ast.AST):
                    constant(item, out)
                elif not (isinstance(item, ast.stmt) and no_effect(item)):
                    dump(item, out)
            out.append("]")
        else:
            out.append(" " + field + "=")
            if isinstance(value, ast.AST):
                dump(value, out)
            else:
                constant(value, out)
    out.append(")")


def constant(value, out):
    if isinstance(value, str):
        out.append("s%d:" % len(value))
        out.append(value)
    elif isinstance(value, int) and not isinstance(value, bool):
        out.append("i" + hex(value) + ";")
    elif isinstance(value, (tuple, frozenset)):
        out.append(type(value).__name__ + "[")
        for item in value:
            constant(item, out)
        out.append("]")
    else:
        out.append(type(value).__name__ + ":" + repr(value) + ";")


def merged(values):
    """Parts of an f-string with neighbouring texts joined, since versions cut them differently."""
    result = []
    for part in values:
        if isinstance(part, ast.Constant) and isinstance(part.value, str):
            if not part.value:
                continue
            if result and isinstance(result[-1], ast.Constant):
                result[-1] = ast.Constant(value=result[-1].value + part.value)
                continue
        result.append(part)
    return result


def digest(parts):
    return hashlib.sha256(("python-ast/1\n" + "".join(parts)).encode("utf-8", "surrogatepass")).hexdigest()


def import_targets(node):
    """(bound name, level, module, attributes) of each name an import statement binds."""
    if isinstance(node, ast.Import):
        for alias in node.names:
            if alias.asname:
                yield alias.asname, 0, alias.name, ()
            else:
                top = alias.name.partition(".")[0]
                yield top, 0, top, ()
    else:
        for alias in node.names:
            if alias.name != "*":
                yield alias.asname or alias.name, node.level, node.module or "", (alias.name,)


def import_loads(node):
    if isinstance(node, ast.Import):
        return [(LOAD, 0, alias.name) for alias in node.names]
    module = node.module or ""
    return [(LOAD, node.level, module) if alias.name == "*" else (LOAD, node.level, module, alias.name) for alias in node.names]


class Scope:
    """Names bound in a function, class or comprehension."""

    def __init__(self, parent, is_class=False):
        self.parent = parent
        self.is_class = is_class
        self.bound = set()
        self.globals = set()
        self.outer = set()
        self.imports = {}
        self.stars = []

    def collect(self, nodes):
        stack = list(nodes)
        while stack:
            node = stack.pop()
            if isinstance(node, FUNCTIONS):
                self.bound.add(node.name)
                stack += node.decorator_list + node.args.defaults + [d for d in node.args.kw_defaults if d]
            elif isinstance(node, ast.ClassDef):
                self.bound.add(node.name)
                stack += node.decorator_list + node.bases + node.keywords
            elif isinstance(node, ast.Lambda):
                stack += node.args.defaults + [d for d in node.args.kw_defaults if d]
            elif isinstance(node, COMPREHENSIONS):
                stack += [n for n in ast.walk(node) if isinstance(n, ast.NamedExpr)]
            elif isinstance(node, ast.Name):
                if not isinstance(node.ctx, ast.Load):
                    self.bound.add(node.id)
            elif isinstance(node, (ast.Import, ast.ImportFrom)):
                for name, level, module, attributes in import_targets(node):
                    self.bound.add(name)
                    self.imports.setdefault(name, []).append((level, module, attributes))
                if isinstance(node, ast.ImportFrom) and node.names[0].name == "*":
                    self.stars.append((node.level, node.module or ""))
            elif isinstance(node, ast.Global):
                self.globals.update(node.names)
            elif isinstance(node, ast.Nonlocal):
                self.outer.update(node.names)
            else:
                name = getattr(node, "name", None)
                if isinstance(name, str) and isinstance(node, ast.ExceptHandler) or node.__class__.__name__ in ("MatchAs", "MatchStar"):
                    if name:
                        self.bound.add(name)
                if node.__class__.__name__ == "MatchMapping" and node.rest:
                    self.bound.add(node.rest)
                stack += ast.iter_child_nodes(node)
        return self


class Unit:
    """What one or more statements refer to."""

    def __init__(self, module):
        self.module = module
        self.refs = {}
        self.calls = {}
        self.writes = {}
        self.deferred = 0

    def add(self, *ref):
        self.refs[ref] = True

    def lookup(self, name, scope):
        """The function scope that binds a name; None where it is the module's."""
        start = scope
        while scope is not None:
            if name in scope.globals:
                return None
            if name in scope.bound and name not in scope.outer and (not scope.is_class or scope is start and name in scope.imports):
                return scope
            scope = scope.parent
        return None

    def dotted(self, node, scope):
        """What an expression is called outside this file, as far as imports say, such as importlib.import_module."""
        attributes = []
        while isinstance(node, ast.Attribute):
            attributes.append(node.attr)
            node = node.value
        if not isinstance(node, ast.Name):
            return None
        owner = self.lookup(node.id, scope)
        targets = owner.imports.get(node.id) if owner else self.module.imports.get(node.id)
        if targets:
            level, module, names = targets[0]
            return None if level else ".".join([module, *names, *reversed(attributes)])
        if owner is None and node.id not in self.module.bound and not attributes:
            return node.id
        return None

    def chain(self, name, attributes, scope):
        owner = self.lookup(name, scope)
        if owner is not None:
            for level, module, names in owner.imports.get(name, ()):
                self.add(USE, level, module, *names, *attributes)
            return
        if name in self.module.bound:
            self.add(GLOBAL, name, *(attributes if name in self.module.imports else ()))
        elif name in SCOPE_NAMES:
            self.add(SCOPE)

    def visit_all(self, nodes, scope):
        for node in nodes:
            if node is not None:
                self.visit(node, scope)

    def visit(self, node, scope):
        kind = node.__class__
        if kind is ast.Constant:
            return
        if kind is ast.Name:
            self.mention(node, scope)
            if isinstance(node.ctx, ast.Load):
                self.chain(node.id, (), scope)
            else:
                self.write(node.id, scope)
        elif kind is ast.Attribute:
            self.attribute(node, scope)
        elif kind is ast.Call:
            self.call(node, scope)
        elif kind in FUNCTIONS or kind is ast.Lambda:
            self.function(node, scope)
        elif kind is ast.ClassDef:
            self.class_definition(node, scope)
        elif kind in COMPREHENSIONS:
            self.comprehension(node, scope)
        elif kind is ast.Import or kind is ast.ImportFrom:
            for ref in import_loads(node):
                self.add(*ref)
            for name, level, module, attributes in import_targets(node):
                self.write(name, scope)
                if scope is not None and (scope.is_class or name in scope.globals or name in scope.outer):
                    self.add(USE, level, module, *attributes)
        elif kind is ast.AugAssign:
            if isinstance(node.target, ast.Name):
                self.chain(node.target.id, (), scope)
            self.visit_all([node.target, node.value], scope)
        elif kind is ast.Subscript and self.dotted(node.value, scope) == "sys.modules":
            self.loaded_module(node, scope)
        elif TYPE_ALIAS and kind is TYPE_ALIAS:
            self.visit_all([node.value], self.type_scope(node, scope))
        else:
            if kind is ast.ExceptHandler and node.name:
                self.write(node.name, scope)
            for child in ast.iter_child_nodes(node):
                self.visit(child, scope)

    def write(self, name, scope):
        while scope is not None and name in scope.outer:
            scope = scope.parent
        if scope is not None and name in scope.globals:
            self.writes[name] = True

    def mention(self, node, scope):
        name = self.dotted(node, scope)
        if name is None:
            return
        if name in IMPORTERS or name in LOADERS:
            self.add(ANY, node.lineno)
        elif name.startswith("builtins.") and name[9:] in SCOPE_NAMES:
            self.add(SCOPE)
        elif name == "sys.modules" or name.startswith("sys.modules."):
            self.add(REACHED)
        elif name.startswith(SEARCH_PATHS):
            self.add(SEARCH)

    def attribute(self, node, scope):
        self.mention(node, scope)
        attributes = []
        inner = node
        while isinstance(inner, ast.Attribute):
            attributes.append(inner.attr)
            inner = inner.value
        if "__subclasses__" in attributes:
            self.add(REACHED)
        if not SCOPE_ATTRIBUTES.isdisjoint(attributes):
            self.add(SCOPE)
        if isinstance(inner, ast.Name):
            self.chain(inner.id, tuple(reversed(attributes)), scope)
            if inner.id == "__path__" or "__path__" in attributes and not isinstance(node.ctx, ast.Load):
                self.add(SEARCH)
        else:
            self.visit(inner, scope)

    def loaded_module(self, node, scope):
        key = node.slice.value if node.slice.__class__.__name__ == "Index" else node.slice
        if isinstance(key, ast.Constant) and isinstance(key.value, str):
            self.add(WHOLE, 0, key.value)
        elif isinstance(key, ast.Name) and key.id == "__name__":
            self.add(SCOPE)
        else:
            self.add(REACHED)
        self.visit(key, scope)

    def call(self, node, scope):
        name = self.dotted(node.func, scope)
        arguments = list(node.args) + [k.value for k in node.keywords]
        if name in IMPORTERS:
            self.dynamic_import(node)
            root = node.func
            while isinstance(root, ast.Attribute):
                root = root.value
            self.chain(root.id, (), scope)
        elif name == "vars" and arguments and name not in self.module.bound:
            pass
        else:
            if not self.deferred:
                self.called(node.func, scope)
            self.visit(node.func, scope)
        self.visit_all(arguments, scope)

    def called(self, node, scope):
        """Remembers what runs when the module is imported."""
        attributes = []
        while not isinstance(node, ast.Name):
            if isinstance(node, ast.Attribute):
                attributes.append(node.attr)
                node = node.value
            elif isinstance(node, (ast.Call, ast.Subscript)):
                node = node.func if isinstance(node, ast.Call) else node.value
                attributes = []
            else:
                return
        if self.lookup(node.id, scope) is not None or node.id not in self.module.bound:
            return
        if attributes and attributes[0] in PURE_METHODS and node.id in self.module.literals:
            return
        attributes.reverse()
        self.calls[(GLOBAL, node.id, *(attributes if node.id in self.module.imports else ()))] = True

    def dynamic_import(self, node):
        named = {k.arg: k.value for k in node.keywords}
        argument = node.args[0] if node.args else named.get("name", named.get("mod_name"))
        package = node.args[1] if len(node.args) > 1 else named.get("package")
        own = isinstance(package, ast.Name) and package.id in ("__package__", "__name__")
        text, whole = prefix(argument)
        if text is not None:
            level = len(text) - len(text.lstrip("."))
            if text.startswith("\0"):
                level, text = 1, text[1:]
                text = text[1:] if text.startswith(".") else None
            elif level and not own:
                text = None
            else:
                text = text[level:]
            if text is not None:
                if whole:
                    self.add(WHOLE, level, text)
                    return
                if "." in text or level:
                    self.add(PACKAGE, level, text.rpartition(".")[0])
                    return
        self.add(ANY, node.lineno)

    def type_scope(self, node, scope):
        parameters = getattr(node, "type_params", None)
        if not parameters:
            return scope
        inner = Scope(scope)
        inner.bound.update(p.name for p in parameters)
        for parameter in parameters:
            self.visit_all([getattr(parameter, "bound", None), getattr(parameter, "default_value", None)], inner)
        return inner

    def function(self, node, scope):
        arguments = node.args
        self.visit_all(arguments.defaults + arguments.kw_defaults, scope)
        every = getattr(arguments, "posonlyargs", []) + arguments.args + arguments.kwonlyargs
        every += [a for a in (arguments.vararg, arguments.kwarg) if a]
        body = [node.body]
        if node.__class__ is not ast.Lambda:
            self.decorators(node, scope)
            self.write(node.name, scope)
            scope = self.type_scope(node, scope)
            self.visit_all([a.annotation for a in every] + [node.returns], scope)
            body = node.body
        inner = Scope(scope).collect(body)
        inner.bound.update(a.arg for a in every)
        self.deferred += 1
        self.visit_all(body, inner)
        self.deferred -= 1

    def decorators(self, node, scope):
        for decorator in node.decorator_list:
            if not self.deferred:
                self.called(decorator, scope)
            self.visit(decorator, scope)

    def class_definition(self, node, scope):
        self.decorators(node, scope)
        self.write(node.name, scope)
        scope = self.type_scope(node, scope)
        for keyword in node.keywords:
            if keyword.arg == "metaclass" and not self.deferred:
                self.called(keyword.value, scope)
        self.visit_all(node.bases + [k.value for k in node.keywords], scope)
        self.visit_all(node.body, Scope(scope, is_class=True).collect(node.body))

    def comprehension(self, node, scope):
        inner = Scope(scope)
        for generator in node.generators:
            inner.bound.update(n.id for n in ast.walk(generator.target) if isinstance(n, ast.Name) and not isinstance(n.ctx, ast.Load))
        for index, generator in enumerate(node.generators):
            self.visit(generator.iter, inner if index else scope)
            self.visit_all([generator.target] + generator.ifs, inner)
        self.visit_all([getattr(node, f, None) for f in ("elt", "key", "value")], inner)


def prefix(node):
    """The text an expression starts with, and whether that is all of it; a leading NUL stands for this package."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value, True
    if isinstance(node, ast.Name) and node.id in ("__package__", "__name__"):
        return "\0", False
    if isinstance(node, ast.FormattedValue) and node.conversion == -1 and node.format_spec is None:
        return prefix(node.value)
    if isinstance(node, ast.JoinedStr):
        text = ""
        for part in node.values:
            more, whole = prefix(part)
            text += more or ""
            if not (whole or more == "\0"):
                return (text or None), False
        return text, "\0" not in text
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        text, whole = prefix(node.left)
        if text is not None and (whole or text == "\0"):
            more, all_of_it = prefix(node.right)
            return text + (more or ""), whole and all_of_it
        return text, False
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mod):
        text, _ = prefix(node.left)
        return (text.partition("%")[0] or None if text else None), False
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "format":
        text, _ = prefix(node.func.value)
        return (text.partition("{")[0] or None if text else None), False
    return None, False


def is_name_check(test):
    if isinstance(test, ast.BoolOp) and isinstance(test.op, ast.And):
        return any(is_name_check(value) for value in test.values)
    if not isinstance(test, ast.Compare) or len(test.ops) != 1 or not isinstance(test.ops[0], ast.Eq):
        return False
    sides = [test.left, test.comparators[0]]
    return any(isinstance(s, ast.Name) and s.id == "__name__" for s in sides) and any(
        isinstance(s, ast.Constant) and s.value == "__main__" for s in sides)


def target_names(target):
    """Names a target binds; None where it writes into something else."""
    if isinstance(target, ast.Name):
        return [target.id]
    if isinstance(target, ast.Starred):
        return target_names(target.value)
    if isinstance(target, (ast.Tuple, ast.List)):
        parts = [target_names(element) for element in target.elts]
        return None if None in parts else [name for part in parts for name in part]
    return None


def signature(arguments):
    positional_only = getattr(arguments, "posonlyargs", [])
    positional = positional_only + arguments.args
    first_default = len(positional) - len(arguments.defaults)
    parameters = [[a.arg, int(i < first_default), int(i < len(positional_only))] for i, a in enumerate(positional)]
    parameters += [[a.arg, int(d is None), 0] for a, d in zip(arguments.kwonlyargs, arguments.kw_defaults)]
    return [int(arguments.kwarg is not None), parameters]


def class_effects(body):
    """Whether the body of a class does more than bind names."""
    for statement in body:
        if isinstance(statement, FUNCTIONS) or no_effect(statement):
            continue
        if isinstance(statement, ast.Expr):
            return True
        if isinstance(statement, (ast.Assign, ast.Delete)) and any(target_names(t) is None for t in statement.targets):
            return True
        for field in ("body", "orelse", "finalbody"):
            if class_effects(getattr(statement, field, None) or []):
                return True
    return False


class Module:
    """Facts of one file."""

    def __init__(self, tree):
        self.bound = set()
        self.imports = {}
        self.literals = set()
        self.statements = []
        self.features = []
        self.hidden = []
        self.sort(tree.body)
        self.bind()
        self.units = []
        self.loads = {}
        self.stars = {}
        self.init = Unit(self)
        self.init_count = 0
        self.init_parts = []
        self.init_names = {}
        self.seen = {}
        self.all_names = []
        for kind, node, names in self.statements:
            self.learn(kind, node, names)
        self.main = Unit(self)
        self.main.visit_all(self.hidden, None)
        parts = []
        for statement in tree.body:
            if not no_effect(statement):
                dump(statement, parts)
        self.whole = digest(parts)

    def sort(self, body):
        """Tells definitions, imports and statements with effects apart."""
        for node in body:
            if no_effect(node) or isinstance(node, (ast.Global, ast.Nonlocal)):
                continue
            if isinstance(node, ast.ImportFrom) and node.level == 0 and node.module == "__future__":
                self.features += [alias.name for alias in node.names]
            elif isinstance(node, (ast.Import, ast.ImportFrom)):
                self.statements.append(("import", node, [t[0] for t in import_targets(node)]))
            elif isinstance(node, FUNCTIONS):
                self.statements.append((FUNCTION, node, [node.name]))
            elif isinstance(node, ast.ClassDef):
                self.statements.append((CLASS, node, [node.name]))
            elif isinstance(node, ast.If) and is_name_check(node.test):
                self.hidden += [node.test] + node.body
                self.sort(node.orelse)
            elif isinstance(node, ast.If) and self.is_type_checking(node.test):
                self.sort(node.orelse)
            elif isinstance(node, ast.If) and isinstance(node.test, ast.UnaryOp) and isinstance(node.test.op, ast.Not) and self.is_type_checking(node.test.operand):
                self.sort(node.body)
            else:
                names = self.assigned(node)
                if names is None:
                    self.statements.append(("init", node, sorted(Scope(None).collect([node]).bound)))
                else:
                    self.statements.append((VALUE, node, names))

    def is_type_checking(self, test):
        imports = {}
        for kind, node, _ in self.statements:
            if kind == "import":
                for name, level, module, attributes in import_targets(node):
                    imports[name] = ".".join([module, *attributes])
        if isinstance(test, ast.Name):
            return imports.get(test.id) in ("typing.TYPE_CHECKING", "typing_extensions.TYPE_CHECKING")
        return (isinstance(test, ast.Attribute) and test.attr == "TYPE_CHECKING" and isinstance(test.value, ast.Name)
                and imports.get(test.value.id) in ("typing", "typing_extensions"))

    def assigned(self, node):
        """Names of a statement that only binds names; None for one with other effects."""
        if isinstance(node, ast.Assign):
            parts = [target_names(target) for target in node.targets]
            names = None if None in parts else [name for part in parts for name in part]
            if names is not None and all(name.strip("_") == "" for name in names):
                names = None
        elif isinstance(node, ast.AnnAssign):
            names = target_names(node.target)
        elif isinstance(node, ast.AugAssign) and isinstance(node.target, ast.Name) and node.target.id == "__all__":
            names = ["__all__"]
        elif TYPE_ALIAS and isinstance(node, TYPE_ALIAS):
            names = target_names(node.name)
        else:
            return None
        if names is not None and any(isinstance(n, ast.NamedExpr) for n in ast.walk(node)):
            names = names + sorted(Scope(None).collect([node]).bound - set(names))
        return names

    def bind(self):
        plain = {}
        for kind, node, names in self.statements:
            self.bound.update(names)
            if kind in ("import", "init"):
                for name, targets in Scope(None).collect([node]).imports.items():
                    self.imports.setdefault(name, []).extend(targets)
            literal = kind == VALUE and isinstance(node, (ast.Assign, ast.AnnAssign)) and isinstance(node.value, LITERALS)
            for name in names:
                plain[name] = plain.get(name, True) and literal
        self.literals = {name for name, literal in plain.items() if literal}
        self.times = {}
        for _, _, names in self.statements:
            for name in names:
                self.times[name] = self.times.get(name, 0) + 1
        for node in self.statements:
            for inner in ast.walk(node[1]):
                if isinstance(inner, ast.Global):
                    self.bound.update(inner.names)

    def learn(self, kind, node, names):
        if kind == "import" or kind == "init":
            scope = Scope(None).collect([node])
            for level, module in scope.stars:
                self.stars[(level, module)] = True
                self.init_parts.append("star %d %s;" % (level, module))
            for name, targets in scope.imports.items():
                for level, module, attributes in targets:
                    parts = ["import %d %s %s" % (level, module, ".".join(attributes))]
                    self.units.append([IMPORT, [name], digest(parts), [(USE, level, module, *attributes)], [], [], 0, [], None])
        if kind == "import":
            for ref in import_loads(node):
                self.loads[ref] = True
        elif kind == "init":
            self.init.visit(node, None)
            own = Unit(self)
            own.visit(node, None)
            self.init_parts += ["\n"] + self.order(own, names, False)
            dump(node, self.init_parts)
            for name in names:
                self.init_names[name] = True
            self.seen_init(own, names)
        else:
            self.define(kind, node, names)
        for name in names:
            self.seen[name] = self.seen.get(name, 0) + 1

    def seen_init(self, unit, names):
        self.init_count += 1
        for ref in unit.refs:
            if ref[0] == GLOBAL:
                key = ("init", ref[1])
                self.seen[key] = self.seen.get(key, 0) + 1

    def order(self, unit, names, is_definition):
        """What the order of statements can change: bindings of a rebound name and effects that came before."""
        marks = []
        for name in sorted({ref[1] for ref in unit.refs if ref[0] == GLOBAL}):
            if self.times.get(name, 0) > 1:
                marks.append("%s %d;" % (name, self.seen.get(name, 0)))
            if is_definition and self.seen.get(("init", name)):
                marks.append("%s after %d;" % (name, self.seen[("init", name)]))
        if is_definition and unit.calls and self.init_count:
            marks.append("after %d;" % self.init_count)
        return marks

    def define(self, kind, node, names):
        unit = Unit(self)
        unit.visit(node, None)
        flags, bases, parameters = 0, [], None
        if kind == FUNCTION:
            parameters = signature(node.args)
        elif kind == CLASS:
            base = Unit(self)
            for expression in node.bases:
                base.called(expression, None)
            bases = list(base.calls)
            if any(isinstance(s, FUNCTIONS) and s.name == "__init_subclass__" for s in node.body):
                flags |= HAS_INIT_SUBCLASS
            if class_effects(node.body):
                flags |= HAS_EFFECTS
            if any(k.arg == "metaclass" or k.arg is None for k in node.keywords):
                flags |= HAS_METACLASS
        elif isinstance(node, (ast.Assign, ast.AnnAssign)):
            if isinstance(node.value, ast.Lambda):
                kind, parameters = FUNCTION, signature(node.value.args)
            elif isinstance(node.value, LITERALS):
                kind = CONSTANT
            if "__all__" in names:
                self.exported(node.value)
        else:
            if "__all__" in names:
                self.exported(None)
        parts = ["future " + feature + ";" for feature in sorted(set(self.features))]
        parts += self.order(unit, names, True) if kind != FUNCTION else []
        dump(node, parts)
        writes = list(unit.writes)
        self.units.append([kind, names, digest(parts), list(unit.refs), list(unit.calls), bases, flags, writes, parameters])

    def exported(self, value):
        known = isinstance(value, (ast.List, ast.Tuple)) and all(
            isinstance(e, ast.Constant) and isinstance(e.value, str) for e in value.elts)
        if known and self.all_names is not None:
            self.all_names += [e.value for e in value.elts]
        else:
            self.all_names = None

    def facts(self):
        table = {}

        def intern(text):
            text = text.encode("utf-8", "replace").decode("utf-8")
            return table.setdefault(text, len(table))

        def ref(parts):
            if parts[0] == GLOBAL:
                return [GLOBAL] + [intern(p) for p in parts[1:]]
            if parts[0] in (USE, LOAD, WHOLE, PACKAGE):
                return [parts[0], parts[1]] + [intern(p) for p in parts[2:]]
            return list(parts)

        def refs(items):
            return [ref(item) for item in items]

        units = [
            [kind, [intern(n) for n in names], value, refs(mentions), refs(calls), refs(bases), flags, [intern(n) for n in writes],
             parameters and [parameters[0], [[intern(p[0]), p[1], p[2]] for p in parameters[1]]]]
            for kind, names, value, mentions, calls, bases, flags, writes, parameters in self.units]
        features = ["future " + feature + ";" for feature in sorted(set(self.features))]
        init = digest(features + self.init_parts) if self.init_parts else ""
        result = [
            self.whole, init, refs(self.init.refs), [intern(n) for n in self.init_names], refs(self.loads),
            [[level, intern(module)] for level, module in self.stars], refs(self.main.refs),
            None if self.all_names is None else [intern(n) for n in self.all_names], units]
        return [list(table)] + result

    def every_import(self):
        for owner in [u[3] for u in self.units] + [self.init.refs, self.loads, self.main.refs]:
            for ref in owner:
                if ref[0] in (USE, LOAD, WHOLE):
                    yield ref[1], ref[2], ref[3] if len(ref) > 3 and ref[0] != WHOLE else None
        for level, module in self.stars:
            yield level, module, None


def learn(source):
    """Facts of a file's bytes, or {"error": [line, column, message]}; and its imports."""
    try:
        tree = ast.parse(source)
        module = Module(tree)
        compile(source, "<script>", "exec", dont_inherit=True)
        return module.facts(), set(module.every_import())
    except SyntaxError as error:
        return {"error": [error.lineno or 1, max(error.offset or 1, 1), (error.msg or "invalid syntax").encode("utf-8", "replace").decode("utf-8")]}, ()
    except (RecursionError, MemoryError):
        return {"error": [0, 0, "nested too deeply to be read"]}, ()
    except (ValueError, UnicodeError, LookupError, OverflowError) as error:
        return {"error": [1, 1, str(error).encode("utf-8", "replace").decode("utf-8")]}, ()


def candidates(path, level, module, name, folders):
    """Files an import may lead to: those of every folder, since the searching script is not known here."""
    if level:
        base = os.path.dirname(path)
        for _ in range(level - 1):
            base = os.path.dirname(base)
        folders = [base]
    parts = module.split(".") if module else []
    if name is not None:
        parts = parts + [name]
    for folder in folders:
        place = folder
        yield os.path.join(place, "__init__.py")
        for part in parts:
            yield os.path.join(place, part + ".py")
            place = os.path.join(place, part)
            yield os.path.join(place, "__init__.py")


def main():
    request = json.loads(sys.stdin.buffer.read().decode("utf-8"))
    folders, seen = request["dirs"], set(request["known"])
    inside = tuple(os.path.join(folder, "") for folder in folders)
    queue = list(request["files"])
    asked = set(queue)
    result = []
    while queue:
        path = queue.pop()
        seen.add(path)
        try:
            with open(path, "rb") as file:
                source = file.read()
        except OSError:
            if path in asked:
                result.append([path, "", None])
            continue
        facts, imports = learn(source)
        result.append([path, hashlib.sha256(source).hexdigest(), facts])
        for level, module, name in imports:
            for candidate in candidates(path, level, module, name, folders):
                if candidate not in seen and candidate.startswith(inside):
                    seen.add(candidate)
                    if os.path.isfile(candidate):
                        queue.append(candidate)
    sys.stdout.buffer.write(json.dumps({"files": result}, separators=(",", ":")).encode("ascii"))


if __name__ == "__main__":
    done = []
    sys.setrecursionlimit(20000)
    threading.stack_size(512 * 1024 * 1024)
    worker = threading.Thread(target=lambda: done.append(main()))
    worker.start()
    worker.join()
    sys.exit(0 if done else 1)
