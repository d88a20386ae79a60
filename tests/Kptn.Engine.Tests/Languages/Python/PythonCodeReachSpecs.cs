namespace Kptn.Engine.Tests.Languages.Python;

public sealed class PythonCodeReachSpecs
{
    public static TheoryData<string, string, string> Cases => new()
    {
        { "only what is called counts", "== C/run.py\nimport util\nimport os\nA = 1\ndef F(): return util.clean(os.getcwd())\ndef G(): pass\n== py/util.py\nX = 1\ndef clean(x): return X\ndef other(): pass\n", "C/run.py:F C/run.py:os C/run.py:util py/util.py:X py/util.py:clean" },
        { "names imported from modules", "== C/run.py\nfrom util import clean as c\ndef F(): return c()\n== py/util.py\ndef clean(): return help2()\ndef help2(): return 1\n", "C/run.py:F C/run.py:c py/util.py:clean py/util.py:help2" },
        { "an import of a function's own", "== C/run.py\ndef F():\n    import util as u\n    return u.clean()\n== py/util.py\ndef clean(): pass\ndef other(): pass\n", "C/run.py:F py/util.py:clean" },
        { "an import of the function around", "== C/run.py\ndef F():\n    import util as u\n    def g(): return u.clean()\n    return g()\n== py/util.py\ndef clean(): pass\ndef other(): pass\n", "C/run.py:F py/util.py:clean" },
        { "submodules of packages", "== C/run.py\nimport pkg.sub.mod\ndef F(): return pkg.sub.mod.f()\n== py/pkg/__init__.py\nprint('pkg')\n== py/pkg/sub/__init__.py\n\n== py/pkg/sub/mod.py\ndef f(): pass\ndef g(): pass\n", "C/run.py:F C/run.py:pkg py/pkg/__init__.py:<module> py/pkg/sub/mod.py:f" },
        { "submodules from packages", "== C/run.py\nfrom pkg import mod as m\ndef F(): return m.f\n== py/pkg/__init__.py\n== py/pkg/mod.py\ndef f(): pass\ndef g(): pass\n", "C/run.py:F C/run.py:m py/pkg/mod.py:f" },
        { "packages without init", "== C/run.py\nfrom pkg.mod import f\ndef F(): return f()\n== py/pkg/mod.py\ndef f(): pass\ndef g(): pass\n", "C/run.py:F C/run.py:f py/pkg/mod.py:f" },
        { "re-exports", "== C/run.py\nfrom pkg import clean\ndef F(): return clean()\n== py/pkg/__init__.py\nfrom .clean import clean\nfrom .other import other\n== py/pkg/clean.py\ndef clean(): pass\ndef unused(): pass\n== py/pkg/other.py\ndef other(): pass\n", "C/run.py:F C/run.py:clean py/pkg/__init__.py:clean py/pkg/clean.py:clean" },
        { "re-exports through a module", "== C/run.py\nimport pkg\ndef F(): return pkg.mod.f()\n== py/pkg/__init__.py\nfrom . import mod\n== py/pkg/mod.py\ndef f(): pass\ndef g(): pass\n", "C/run.py:F C/run.py:pkg py/pkg/__init__.py:mod py/pkg/mod.py:f" },
        { "relative imports", "== py/pkg/a/run.py\nfrom ..b.util import clean\nfrom . import near\ndef F(): return clean(near.x)\n== py/pkg/__init__.py\nimport os; os.environ['A'] = '1'\n== py/pkg/a/near.py\nx = 1\ny = 2\n== py/pkg/b/util.py\ndef clean(x): pass\n", "py/pkg/__init__.py:<module> py/pkg/__init__.py:os py/pkg/a/near.py:x py/pkg/a/run.py:F py/pkg/a/run.py:clean py/pkg/a/run.py:near py/pkg/b/util.py:clean" },
        { "the script's folder comes first", "== C/run.py\nimport util\ndef F(): return util.f()\n== C/util.py\ndef f(): pass\n== py/util.py\ndef f(): pass\n== util.py\ndef f(): pass\n", "C/run.py:F C/run.py:util C/util.py:f" },
        { "the project's folder comes last", "== C/run.py\nimport util\ndef F(): return util.f()\n== util.py\ndef f(): pass\n", "C/run.py:F C/run.py:util util.py:f" },
        { "a folder with init hides a later namespace", "== C/run.py\nfrom pkg.m import f\ndef F(): return f()\n== C/pkg/x.txt\n\n== py/pkg/__init__.py\n== py/pkg/m.py\ndef f(): pass\n", "C/run.py:F C/run.py:f py/pkg/m.py:f" },
        { "a namespace in two folders", "== C/run.py\nfrom pkg.m import f\ndef F(): return f()\n== C/pkg/n.py\ndef n(): pass\n== py/pkg/m.py\nfrom .n import n\ndef f(): return n()\n", "C/pkg/n.py:n C/run.py:F C/run.py:f py/pkg/m.py:f py/pkg/m.py:n" },
        { "methods through their class", "== C/run.py\nfrom util import Base\nclass A(Base):\n    def m(self): return helper()\ndef helper(): pass\ndef F(): return A().m()\n== py/util.py\nclass Base:\n    def x(self): return K\nK = 1\nJ = 1\n", "C/run.py:A C/run.py:Base C/run.py:F C/run.py:helper py/util.py:Base py/util.py:K" },
        { "decorators, defaults, annotations", "== C/run.py\nfrom functools import wraps\nD = 1\nclass T: pass\ndef deco(f):\n    @wraps(f)\n    def g(): return f()\n    return g\n@deco\ndef F(a: T = D): return 1\n", "C/run.py:D C/run.py:F C/run.py:T C/run.py:deco C/run.py:wraps" },
        { "comprehensions, lambdas, f-strings, values", "== C/run.py\na = b = c = d = e = g = 1\ndef F(e):\n    return [a for x in b], (lambda y: c)(1), f'{d:>{g}}', [a for e in x], map(h, [])\ndef h(): pass\n", "C/run.py:F C/run.py:a C/run.py:b C/run.py:c C/run.py:d C/run.py:g C/run.py:h" },
        { "a parameter hides a module's name", "== C/run.py\ndef clean(): pass\ndef F(clean):\n    for K in []: pass\n    with open('x') as L: return clean, K, L\nK = 1\nL = 2\n", "C/run.py:F" },
        { "a walrus binds", "== C/run.py\nX = (Y := 3) + 1\ndef F(): return Y\ndef G():\n    if (Z := 1): return Z\nZ = 1\n", "C/run.py:F C/run.py:Y" },
        { "tuples bind", "== C/run.py\nA, (B, *C) = 1, (2, 3)\ndef F(): return B, C\n", "C/run.py:B C/run.py:C C/run.py:F" },
        { "globals written by functions", "== C/run.py\nX = None\ndef setup():\n    global X\n    X = 2\ndef unused(): pass\ndef F(): return X\n", "C/run.py:F C/run.py:X C/run.py:setup" },
        { "names bound only through global", "== C/run.py\ndef setup():\n    global X\n    import util as X\ndef F(): return X.f()\n== py/util.py\ndef f(): pass\n", "C/run.py:F C/run.py:setup py/util.py" },
        { "statements with effects", "== C/run.py\nimport util\nX = []\nX.append(util.f())\ndef F(): pass\n== py/util.py\ndef f(): pass\ndef g(): pass\n", "C/run.py:<module> C/run.py:F C/run.py:X C/run.py:util py/util.py:f" },
        { "effects of modules imported only for them", "== C/run.py\nimport a\ndef F(): pass\n== py/a.py\nimport b\n== py/b.py\nimport os\nos.environ['X'] = '1'\ndef f(): pass\n", "C/run.py:F py/b.py:<module> py/b.py:os" },
        { "the main block does not run", "== C/run.py\ndef F(): pass\ndef main(): pass\nif __name__ == '__main__':\n    main()\n", "C/run.py:F" },
        { "type checking imports do not run", "== C/run.py\nfrom __future__ import annotations\nfrom typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from util import T\ndef F(x: T): pass\n== py/util.py\nprint(1)\nclass T: pass\n", "C/run.py:F" },
        { "the other branch of type checking runs", "== C/run.py\nimport typing\nif typing.TYPE_CHECKING:\n    from util import T\nelse:\n    from util import U\ndef F(): return U\n== py/util.py\nclass T: pass\nclass U: pass\n", "C/run.py:F C/run.py:U py/util.py:U" },
        { "imports in try blocks", "== C/run.py\ntry:\n    from fast import f\nexcept ImportError:\n    from slow import f\ndef F(): return f()\n== py/fast.py\ndef f(): pass\ndef x(): pass\n== py/slow.py\ndef f(): pass\n", "C/run.py:<module> C/run.py:F C/run.py:f py/fast.py:f py/slow.py:f" },
        { "a module as a value", "== C/run.py\nimport util\ndef F(n): return getattr(util, n)()\n== py/util.py\nimport deep\ndef f(): return deep.d()\n== py/deep.py\ndef d(): pass\n", "C/run.py:F C/run.py:util py/deep.py py/util.py" },
        { "star imports", "== C/run.py\nfrom util import *\ndef F(): return f()\n== py/util.py\ndef f(): pass\n", "C/run.py:<module> C/run.py:F py/util.py" },
        { "star imports of packages", "== C/run.py\nfrom pkg import *\ndef F(): return m.f()\n== py/pkg/__init__.py\n__all__ = ['m']\n== py/pkg/m.py\ndef f(): pass\n== py/pkg/n.py\ndef f(): pass\n", "C/run.py:<module> C/run.py:F py/pkg/__init__.py py/pkg/m.py" },
        { "unknown attributes", "== C/run.py\nimport util\ndef F(): return util.made()\n== py/util.py\ndef f(): pass\n", "C/run.py:F C/run.py:util py/util.py" },
        { "attributes that every module has", "== C/run.py\nimport util\ndef F(): return util.__file__\n== py/util.py\ndef f(): pass\n", "C/run.py:F C/run.py:util" },
        { "a module's __getattr__", "== C/run.py\nimport util\ndef F(): return util.made()\n== py/util.py\ndef f(): pass\ndef __getattr__(name): return 1\n", "C/run.py:F C/run.py:util py/util.py:__getattr__" },
        { "exec", "== C/run.py\nfrom util import f\ndef F(): return f()\n== py/util.py\ndef f(): exec('g()')\ndef g(): pass\n", "C/run.py:F C/run.py:f py/util.py" },
        { "re.compile is not compile", "== C/run.py\nimport re\ndef F(): return re.compile('x'), vars(F)\ndef G(): pass\n", "C/run.py:F C/run.py:re" },
        { "import_module of a constant", "== C/run.py\nimport importlib as il\ndef F(): return il.import_module('util')\n== py/util.py\ndef f(): pass\n== py/other.py\n", "C/run.py:F C/run.py:il py/util.py" },
        { "import_module within a package", "== C/run.py\nfrom importlib import import_module\ndef F(n): return import_module(f'steps.{n}').run()\n== py/steps/a.py\n== py/steps/b.py\n== py/other.py\n", "C/run.py:F C/run.py:import_module py/steps/a.py py/steps/b.py" },
        { "import_module of own package", "== C/run.py\nimport steps\ndef F(n): return steps.load(n)\n== py/steps/__init__.py\nimport importlib\ndef load(n): return importlib.import_module('.' + n, __package__)\n== py/steps/a.py\n== py/other.py\n", "C/run.py:F C/run.py:steps py/steps/__init__.py py/steps/a.py" },
        { "__import__ of anything", "== C/run.py\ndef F(n): return __import__(n)\n== py/a.py\n== py/b/c.py\n", "C/run.py py/a.py py/b/c.py" },
        { "sys.path", "== C/run.py\nimport sys\nsys.path.insert(0, 'lib')\nimport helper\ndef F(): return helper.f()\n== lib/helper.py\ndef f(): pass\n== lib/other.py\n", "C/run.py:<module> C/run.py:F C/run.py:helper C/run.py:sys lib/helper.py" },
        { "sys.modules by name", "== C/run.py\nimport sys\ndef F(): return getattr(sys.modules[__name__], 'g')()\ndef g(): pass\n", "C/run.py" },
        { "project decorators register", "== C/run.py\nfrom registry import REG\nimport steps\ndef F(n): return REG[n]()\n== py/registry.py\nREG = {}\ndef register(f):\n    REG[f.__name__] = f\n    return f\n== py/steps.py\nfrom registry import register\n@register\ndef a(): pass\ndef b(): pass\n", "C/run.py:F C/run.py:REG py/registry.py:REG py/registry.py:register py/steps.py:a py/steps.py:register" },
        { "decorators of project objects", "== C/run.py\nimport steps\ndef F(n): return 1\n== py/steps.py\nfrom somewhere import App\napp = App()\n@app.task\ndef a(): pass\ndef b(): pass\n", "C/run.py:F py/steps.py:App py/steps.py:a py/steps.py:app" },
        { "installed decorators do not register", "== C/run.py\nimport steps\ndef F(n): return 1\n== py/steps.py\nfrom functools import lru_cache\nfrom reexport import cache\n@lru_cache\ndef a(): pass\n@cache\ndef b(): pass\n== py/reexport.py\nfrom functools import lru_cache as cache\n", "C/run.py:F" },
        { "__init_subclass__ registers", "== C/run.py\nimport steps\ndef F(n): return 1\n== py/base.py\nclass Base:\n    def __init_subclass__(cls): pass\n== py/steps.py\nfrom base import Base\nclass Mid(Base): pass\nclass Leaf(Mid): pass\nclass Free: pass\n", "C/run.py:F py/base.py:Base py/steps.py:Base py/steps.py:Leaf py/steps.py:Mid" },
        { "a metaclass registers", "== C/run.py\nimport steps\ndef F(n): return 1\n== py/base.py\nclass Meta(type): pass\nclass Base(metaclass=Meta): pass\n== py/steps.py\nfrom base import Base\nclass Leaf(Base): pass\nclass Free: pass\n", "C/run.py:F py/base.py:Base py/base.py:Meta py/steps.py:Base py/steps.py:Leaf" },
        { "ABCMeta does not", "== C/run.py\nimport steps\ndef F(n): return 1\n== py/steps.py\nfrom abc import ABC, ABCMeta\nclass A(metaclass=ABCMeta): pass\nclass B(A): pass\nclass C(ABC): pass\n", "C/run.py:F" },
        { "assignments that call project code", "== C/run.py\nimport steps\ndef F(n): return 1\n== py/steps.py\ndef make(): pass\nX = make()\nY = dict()\nZ = {}\nW = Z.copy()\n", "C/run.py:F py/steps.py:X py/steps.py:make" },
        { "__subclasses__", "== C/run.py\nfrom base import Base\nimport plugins\ndef F(): return [c() for c in Base.__subclasses__()]\n== py/base.py\nclass Base: pass\n== py/plugins.py\nfrom base import Base\nclass P(Base): pass\n", "C/run.py py/base.py py/plugins.py" },
        { "a package as a value", "== C/run.py\nimport pkg.a\ndef F(): return use(pkg)\n== py/pkg/__init__.py\n== py/pkg/a.py\ndef a(): pass\n== py/pkg/b.py\ndef b(): pass\n", "C/run.py:F C/run.py:pkg py/pkg/__init__.py py/pkg/a.py" },
        { "modules in a class body", "== C/run.py\nclass K:\n    import util as u\n    def m(self): return self.u.f()\ndef F(): return K().m()\n== py/util.py\ndef f(): pass\n", "C/run.py:F C/run.py:K py/util.py" },
        { "cycles", "== C/run.py\nimport a\ndef F(): return a.f()\n== py/a.py\nimport b\ndef f(): return b.g()\ndef h(): pass\n== py/b.py\nfrom a import h\nimport a\ndef g(): return a.f() or h()\n", "C/run.py:F C/run.py:a py/a.py:b py/a.py:f py/a.py:h py/b.py:a py/b.py:g py/b.py:h" },
        { "cyclic names", "== C/run.py\nfrom a import x\ndef F(): return x\n== py/a.py\nfrom b import x\n== py/b.py\nfrom a import x\n", "C/run.py:F C/run.py:x py/a.py:x py/b.py:x" },
        { "monkey patches", "== C/run.py\nimport util\nutil.f = None\ndef F(): return util.g()\n== py/util.py\ndef f(): pass\ndef g(): pass\n", "C/run.py:<module> C/run.py:F C/run.py:util py/util.py:f py/util.py:g" },
        { "a submodule beside a name of the package", "== C/run.py\nimport pkg.clean\ndef F(): return pkg.clean.f()\n== py/pkg/__init__.py\nclean = None\n== py/pkg/clean.py\ndef f(): pass\n", "C/run.py:F C/run.py:pkg py/pkg/__init__.py:clean py/pkg/clean.py:f" },
        { "code under src", "== C/run.py\nfrom mypkg import f\ndef F(): return f()\n== src/mypkg/__init__.py\ndef f(): pass\n", "C/run.py:F C/run.py:f src/mypkg/__init__.py:f" },
        { "single dispatch", "== C/run.py\nfrom util import show\ndef F(): return show(1)\n== py/util.py\nfrom functools import singledispatch\n@singledispatch\ndef show(x): pass\n@show.register(int)\ndef _a(x): pass\ndef other(): pass\n", "C/run.py:F C/run.py:show py/util.py:_a py/util.py:show py/util.py:singledispatch" },
        { "a package's star import", "== C/run.py\nfrom pkg import f\ndef F(): return f()\n== py/pkg/__init__.py\nfrom .impl import *\n== py/pkg/impl.py\ndef f(): pass\n== py/pkg/other.py\nprint(1)\n", "C/run.py:F C/run.py:f py/pkg/__init__.py:<module> py/pkg/impl.py" },
        { "an object's methods", "== C/run.py\nfrom util import db\ndef F(): return db.engine.run()\n== py/util.py\nclass Db:\n    def run(self): pass\ndb = Db()\ndef other(): pass\n", "C/run.py:F C/run.py:db py/util.py:Db py/util.py:db" },
        { "effects in a class body", "== C/run.py\nimport util\ndef F(): return 1\n== py/util.py\nimport os\nclass A:\n    os.environ['X'] = '1'\nclass B:\n    x = 1\n", "C/run.py:F py/util.py:A py/util.py:os" },
        { "a module rebound", "== C/run.py\nimport util\nutil = [util]\ndef F(): return util[0].f()\n== py/util.py\ndef f(): pass\n", "C/run.py:F C/run.py:util py/util.py" },
        { "a module kept in a name", "== C/run.py\nimport util\nu = util\ndef F(): return u.f()\n== py/util.py\ndef f(): pass\n", "C/run.py:F C/run.py:u C/run.py:util py/util.py" },
        { "a function defined in a block", "== C/run.py\nimport sys\nif sys.version_info > (3,):\n    def F(): return g()\ndef g(): pass\ndef h(): pass\n", "C/run.py:<module> C/run.py:g C/run.py:sys" },
        { "an imported function", "== C/run.py\nfrom util import F\n== py/util.py\ndef F(): pass\ndef g(): pass\n", "C/run.py:F py/util.py:F" },
        { "an import that is not there", "== C/run.py\nimport pkg.gone\ndef F(): return pkg.gone.f()\n== py/pkg/__init__.py\ndef f(): pass\n", "C/run.py:F C/run.py:pkg py/pkg/__init__.py" },
        { "imports that leave the project", "== C/run.py\nfrom .......... import up\ndef F(): return up\n", "C/run.py:F C/run.py:up" },
        { "classes in functions, nonlocal, match", "== C/run.py\nA = B = C = D = 1\ndef F(v):\n    n = 1\n    class K:\n        x = A\n        def m(self):\n            nonlocal n\n            n = B\n    match v:\n        case {'k': C, **D}: return C, D\n        case [*rest]: return rest\n    return K\n", "C/run.py:A C/run.py:B C/run.py:F" },
    };

    [Theory(Timeout = 20_000)]
    [MemberData(nameof(Cases))]
    public async Task It_reaches(string rule, string files, string names)
    {
        using var project = new PythonCodeProject().Write(files);
        var reach = await project.Read(files.StartsWith("== C/run.py", StringComparison.Ordinal) ? "C/run.py" : "py/pkg/a/run.py");

        Assert.True(names == PythonCodeProject.Names(reach), $"{rule}:\n{PythonCodeProject.Names(reach)}\nexpected\n{names}\n{PythonCodeProject.Findings(reach)}");
        Assert.DoesNotContain(reach.Findings, finding => finding.Severity == Kptn.Engine.Projects.Severity.Error);
    }
}
