namespace Kptn.Engine.Languages.R;

internal sealed partial class RSourceFinder
{
    private static readonly HashSet<string> Sourcing = new(StringComparer.Ordinal)
    {
        "source", "sys.source", "parse", "dget", "sourceCpp", "source_python", "py_run_file", "source_file", "sourceDirectory", "tar_source", "load_all", "import",
        "use", "from", "here", "into", "rscript", "rscript_process", "render", "knit", "source_gist", "source_url", "cppFunction", "run_script",
    };

    private readonly HashSet<string> _aliases = new(StringComparer.Ordinal);

    private void WalkCall(RNode call)
    {
        if (call.Parts[0].Kind is not (RNodeKind.Name or RNodeKind.String)) Walk(call.Parts[0]);
        switch (call.Callee)
        {
            case "tryCatch" or "try" or "withCallingHandlers" or "safely" or "possibly" or "try_fetch":
                _guards++;
                WalkArguments(call);
                _guards--;
                return;
            case "setwd" or "local_dir":
                WalkArguments(call);
                MoveTo(_paths.Read(call.Argument(0, "dir", "new")));
                return;
            case "with_dir":
                WithFolder(call);
                return;
            case "local" or "suppressWarnings" or "suppressMessages" or "suppressPackageStartupMessages" or "invisible" or "system.time":
                WalkArguments(call);
                return;
            case "do.call":
                if (call.Argument(0, "what") is { } what && IsSource(what)) AddAll(RSourceKind.Script, FirstOf(call.Argument(1, "args")), call);
                else WalkArguments(call);
                return;
        }

        if (Apply(call)) return;
        WalkArguments(call);
        Follow(call);
    }

    private void WalkArguments(RNode call)
    {
        for (var i = 1; i < call.Parts.Count; i++) Walk(call.Parts[i]);
    }

    private void Follow(RNode call)
    {
        var package = call.Parts[0].Package;
        switch (call.Callee)
        {
            case "source" when call.Argument(0, "file") is { } file:
                if (file is not { Callee: "textConnection" or "stdin" }) AddAll(IsChdir(call) ? RSourceKind.ScriptInItsFolder : RSourceKind.Script, file.Callee is "file" or "url" ? file.Argument(0, "description") : file, call);
                break;
            case "sys.source" or "dget" when call.Argument(0, "file") is { } file:
                AddAll(IsChdir(call) ? RSourceKind.ScriptInItsFolder : RSourceKind.Script, file, call);
                break;
            case "parse" when !call.Names.Contains("text") && call.Argument(0, "file") is { } file:
                AddAll(RSourceKind.Script, file, call);
                break;
            case "sourceDirectory" or "tar_source":
                AddAll(RSourceKind.ScriptOrFolder, call.Argument(0, "path", "files") is { } folder ? Deep(_paths.Read(folder)) : [new RPath(RPathBase.Working, "R", "", true)], call);
                break;
            case "load_all" when package is null or "devtools" or "pkgload":
                AddAll(RSourceKind.Package, call.Argument(0, "path") is { } root ? _paths.Read(root) : [new RPath(RPathBase.Working, ".")], call);
                break;
            case "sourceCpp" or "source_python" or "py_run_file" or "render" or "knit" or "rscript" when call.Argument(0, "file", "input", "script") is { } other && !call.Names.Contains("code"):
                if (_paths.Read(other) is { } others) AddAll(RSourceKind.Other, others, call);
                else if (call.Callee is not ("render" or "knit")) Add(RSourceKind.Unknown, default, call);
                break;
            case "use" when package is "box":
                foreach (var part in call.Parts.Skip(1)) BoxModule(part, call);
                break;
            case "use" or "import" when package is "modules":
                if (_paths.Read(call.Argument(0, "module")) is { } modules && modules.All(IsFileLike)) AddAll(RSourceKind.ScriptOrFolder, modules, call);
                break;
            case "from" or "here" or "into" when package is "import":
                var from = call.Callee is "from" ? call.Argument(0, ".from") : Named(call, ".from");
                foreach (var path in _paths.Read(from) ?? [])
                {
                    if (path.Text.EndsWith(".R", StringComparison.OrdinalIgnoreCase)) Add(RSourceKind.Script, path, call);
                }

                break;
            case { } alias when package is null && _aliases.Contains(alias):
                AddAll(RSourceKind.Script, call.Argument(0, "file"), call);
                break;
        }
    }

    // lapply(files, source), walk(files, ~ source(.x)), Map(function(f) source(f), files), sapply(X = files, FUN = source)
    private bool Apply(RNode call)
    {
        var index = -1;
        for (var i = 1; i < call.Parts.Count && index < 0; i++)
        {
            var part = call.Parts[i];
            if (IsSource(part) || part.Kind is RNodeKind.Function || part is { Kind: RNodeKind.Operator, Text: "~", Parts.Count: 1 }) index = i;
        }

        if (index < 0 || call.Callee is not { } callee || !IsApply(callee)) return false;
        var others = Enumerable.Range(1, call.Parts.Count - 1).Where(i => i != index).ToList();
        foreach (var i in others) Walk(call.Parts[i]);
        var over = others.Count == 0 ? null : _paths.Read(call.Parts[others[0]]);
        var function = call.Parts[index];
        if (IsSource(function))
        {
            AddAll(IsChdir(call) ? RSourceKind.ScriptInItsFolder : RSourceKind.Script, over, call);
            return true;
        }

        _loops++;
        if (function.Kind is RNodeKind.Function) WalkFunction(function, over);
        else
        {
            var bound = _scope.Bound;
            foreach (var name in (ReadOnlySpan<string>)[".", ".x", "..1"]) _scope.Bind(name, over);
            _conditions++;
            Walk(function.Parts[0]);
            _conditions--;
            _scope.Unbind(bound);
        }

        _loops--;
        return true;
    }

    private static bool IsApply(string name) => name is "lapply" or "sapply" or "vapply" or "Map" or "mapply" or "for_each" or "rapply" or "eapply" or "mclapply" or "future_lapply"
        or "llply" or "l_ply" or "parLapply" || name.StartsWith("walk", StringComparison.Ordinal) || name.StartsWith("map", StringComparison.Ordinal) || name.StartsWith("future_", StringComparison.Ordinal);

    private bool IsSource(RNode node) => (node.Kind is RNodeKind.Name or RNodeKind.String && node.Text is "source" or "sys.source")
        || (node.Kind is RNodeKind.Name && _aliases.Contains(node.Text))
        || (node.Callee is "match.fun" or "get" && node.Parts.Count > 1 && node.Parts[1].Text is "source" or "sys.source");

    private IReadOnlyList<RPath>? FirstOf(RNode? list) => list?.Callee is "list" ? _paths.Read(list.Argument(0, "file")) : _paths.Read(list);

    private static bool IsChdir(RNode call) => Named(call, "chdir") is { Text: not ("FALSE" or "F") };

    private static RNode? Named(RNode call, string name)
    {
        for (var i = 1; i < call.Parts.Count; i++)
        {
            if (call.Names[i] == name) return call.Parts[i];
        }

        return null;
    }

    private static bool IsFileLike(RPath path) =>
        path.Listing is not null || path.Text.Contains('/', StringComparison.Ordinal) || path.Text.EndsWith(".R", StringComparison.OrdinalIgnoreCase);

    private static List<RPath>? Deep(IReadOnlyList<RPath>? folders) =>
        folders?.Select(f => f.Listing is null ? f with { Listing = "", Recursive = true } : f).ToList();

    // box::use(./mod, ../lib/mod[name], alias = ./mod): a path is written as a division.
    private void BoxModule(RNode node, RNode call)
    {
        if (node.Kind is RNodeKind.Index) node = node.Parts[0];
        var path = BoxPath(node);
        if (path is not null && path.StartsWith('.')) Add(RSourceKind.Module, new RPath(RPathBase.Own, path), call);
    }

    private static string? BoxPath(RNode node) => node switch
    {
        { Kind: RNodeKind.Name } => node.Text,
        { Kind: RNodeKind.Operator, Text: "/", Parts: [var left, var right] } when BoxPath(left) is { } folder && BoxPath(right.Kind is RNodeKind.Index ? right.Parts[0] : right) is { } name => $"{folder}/{name}",
        _ => null,
    };

    private void MoveTo(IReadOnlyList<RPath>? folder)
    {
        if (folder is not [{ Listing: null } one] || _conditions > 0 || _scope.IsLater) _movesAbout = true;
        else _working = one.From(_working);
    }

    private void WithFolder(RNode call)
    {
        var before = _working;
        if (_paths.Read(call.Argument(0, "new")) is [{ Listing: null } one]) _working = one.From(_working);
        else _movesAbout = true;
        for (var i = 2; i < call.Parts.Count; i++) Walk(call.Parts[i]);
        _working = before;
    }
}
