using System.Text;
using Kptn.Engine.Execution.Processes;
using Kptn.Engine.Languages;
using Kptn.Engine.Projects;

namespace Kptn.Engine.Tests.Languages.Python;

/// <summary>Whatever Python runs when it calls a task is among what the task reaches: random projects, traced as they run.</summary>
public sealed class PythonCodeLaws
{
    private const string Tracer = """
        import ast, os, sys
        root = sys.argv[1]
        sys.path[:0] = [os.path.join(root, "C"), os.path.join(root, "py"), root]
        ran = set()
        def trace(frame, event, argument):
            if frame.f_code.co_filename.startswith(root) and frame.f_code.co_name != "<module>":
                ran.add((frame.f_code.co_filename, frame.f_code.co_firstlineno))
        sys.setprofile(trace)
        import run
        run.F()
        sys.setprofile(None)
        for file, line in sorted(ran):
            for node in ast.parse(open(file).read()).body:
                first = min([node.lineno] + [d.lineno for d in getattr(node, "decorator_list", [])])
                if first <= line <= node.end_lineno:
                    name = getattr(node, "name", None) or (node.targets[0].id if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) else "<module>")
                    print(os.path.relpath(file, root) + ":" + name)
        """;

    [Theory(Timeout = 60_000)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Nothing_that_runs_is_missed(int seed)
    {
        for (var round = 0; round < 6; round++)
        {
            var files = Generate(new Random((seed * 100) + round), isStatic: round % 2 == 0);
            using var project = new PythonCodeProject().Write(files);
            var reach = await project.Read();
            Assert.DoesNotContain(reach.Findings, f => f.Severity == Severity.Error);
            var names = reach.Components.Select(c => c.Name).ToHashSet(StringComparer.Ordinal);
            if (round % 2 == 0) Assert.DoesNotContain(names, name => !name.Contains(':', StringComparison.Ordinal));
            foreach (var ran in await Run(project))
            {
                Assert.True(names.Contains(ran) || names.Contains(ran[..ran.IndexOf(':', StringComparison.Ordinal)]), $"seed {seed} round {round}: {ran} ran\nreached: {string.Join(" ", names)}\n{files}");
            }
        }
    }

    private static async Task<string[]> Run(PythonCodeProject project)
    {
        var settings = new Project { Root = project.Root, ConfigPath = "", Settings = new Settings(), Graphs = new Dictionary<string, GraphDefinition>(), Tasks = new Dictionary<string, TaskDefinition>() };
        var spec = new ProcessSpec(new InterpreterFinder(settings).Python!, ["-B", "-c", Tracer, project.Root]) { WorkingDirectory = project.Root, Environment = new Dictionary<string, string>() };
        var exit = await new ProcessRunner().CaptureAsync(spec, default, project[".kptn/tmp"], TestContext.Current.CancellationToken);
        Assert.True(exit.Exit.ExitCode == 0, exit.Errors);
        var ran = Encoding.UTF8.GetString(exit.Output).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.NotEmpty(ran);
        return ran;
    }

    private static string Generate(Random random, bool isStatic)
    {
        const int Count = 14;
        var packages = new[] { "", "pa", "pa/pb", "ns" };
        var homes = Enumerable.Range(0, Count).Select(i => (Folder: packages[random.Next(packages.Length)], Name: $"m{i}")).ToArray();
        var files = new StringBuilder("== py/base.py\nREG = {}\ndef register(f):\n    REG[f.__name__] = f\n    return f\ndef wrap(f):\n    def inner(*a): return f(*a)\n    return inner\nclass Root:\n    def __init_subclass__(cls): REG[cls.__name__] = cls\nclass Plain: pass\n== py/pa/__init__.py\n");
        var exported = new List<int>();
        for (var i = 0; i < Count; i++)
        {
            if (homes[i].Folder == "pa" && random.Next(3) == 0) exported.Add(i);
        }

        foreach (var i in exported) files.Append($"def lazy{i}():\n    from .m{i} import f0\n    return f0()\n");
        files.Append("def __dir__(): return []\n== py/pa/pb/__init__.py\n");
        for (var i = -1; i < Count; i++)
        {
            var (head, calls) = (new StringBuilder("import base, functools, importlib, sys\n"), new List<string>());
            var folder = i < 0 ? "" : homes[i].Folder;
            for (var k = 0; k < 4 && i + 1 < Count; k++) calls.Add(Link(random, isStatic, head, homes, folder, random.Next(i + 1, Count), k));
            if (!isStatic && exported.Count > 0 && exported[^1] > i && folder != "pa") calls.Add("importlib.import_module('pa').lazy" + exported[^1] + "()");
            var body = string.Join(", ", calls.Append("0"));
            files.Append(i < 0 ? "== C/run.py\n" : $"== py/{(folder.Length == 0 ? "" : folder + "/")}{homes[i].Name}.py\n").Append(head);
            files.Append($"def helper(x=1): return x\ndef unused(): return helper()\ndef deco(f): return f\nSTATE = None\ndef setup():\n    global STATE\n    STATE = lambda: helper(2)\n");
            files.Append($"class Thing({(random.Next(2) == 0 ? "base.Root" : "base.Plain")}):\n    size = 1\n    def go(self): return [{body}]\n    def other(self): return helper\n");
            files.Append("half = functools.partial(helper, 3)\nCALLS = {'a': helper, 'b': lambda: half()}\nTOTAL = helper(4)\n");
            files.Append($"{Decorator(random)}def f0(): return Thing().go()\n{Decorator(random)}def f1(): return CALLS['b'](), f0()\n{Decorator(random)}def f2():\n    setup()\n    return STATE(), [g() for g in base.REG.values() if g.__name__ == 'reg{i}'], f1()\n@base.register\ndef reg{(i < 0 ? "" : i)}(): return CALLS['a']()\n");
            if (i < 0) files.Append("def F(): return f2(), [c for c in base.REG.values()], [g() for g in list(base.REG.values()) if g.__name__.startswith('reg')]\n");
        }

        return files.ToString();
    }

    private static string Decorator(Random random) => random.Next(5) switch
    {
        0 => "@deco\n",
        1 => "@base.wrap\n",
        2 => "@functools.lru_cache\n",
        _ => "",
    };

    private static string Link(Random random, bool isStatic, StringBuilder head, (string Folder, string Name)[] homes, string from, int to, int k)
    {
        var (folder, name) = homes[to];
        var module = folder.Length == 0 ? name : folder.Replace('/', '.') + "." + name;
        var package = folder.Replace('/', '.');
        var f = "f" + random.Next(3);
        var style = random.Next(folder.Length == 0 ? 8 : 12);
        if (isStatic && style is 4 or 5 || (isStatic && style > 8 && from != folder)) style = 2;
        switch (isStatic && style == 11 ? 8 : style)
        {
            case 0:
                head.Append($"import {module}\n");
                return $"{module}.{f}()";
            case 1:
                head.Append($"import {module} as k{k}\n");
                return $"k{k}.{f}()";
            case 2:
                head.Append($"from {module} import {f} as g{k}\n");
                return $"g{k}()";
            case 3:
                head.Append($"def late{k}():\n    import {module} as m\n    return m.{f}()\n");
                return $"late{k}()";
            case 4:
                return $"importlib.import_module('{module}').{f}()";
            case 5:
                head.Append($"import {module} as k{k}\n");
                return $"getattr(k{k}, 'f' + str({f[1]}))()";
            case 6:
                head.Append($"try:\n    from {module} import {f} as g{k}\nexcept ImportError:\n    g{k} = None\n");
                return $"list(map(lambda _: g{k}(), [1]))";
            case 7:
                head.Append($"import {module} as k{k}\ntable{k} = {{'x': k{k}.Thing}}\n");
                return $"table{k}['x']().go()";
            case 8:
                head.Append($"from {package} import {name}\n");
                return $"{name}.{f}()";
            case 9 when from == folder:
                head.Append($"from . import {name} as k{k}\n");
                return $"k{k}.{f}()";
            case 10 when from == folder:
                head.Append($"from .{name} import Thing as T{k}\n");
                return $"T{k}().go()";
            default:
                return $"importlib.import_module(f'{package}.{{\"{name}\"}}').{f}()";
        }
    }
}
