using System.Runtime.InteropServices;
using Kptn.Engine.Projects;

namespace Kptn.Engine.Languages.R;

/// <summary>Follows one script to all it reaches.</summary>
internal sealed class RFollower(CodeContext context, RScripts scripts, RFolders folders, CodeQuery query)
{
    private readonly RFollowed _followed = new();
    private readonly HashSet<(string Path, string Working, bool IsQuiet)> _seen = [];
    private readonly Queue<Step> _steps = new();
    private readonly List<(RSource Source, Step Step, string Looked)> _missing = [];
    private readonly string _home = Path.GetDirectoryName(query.ScriptPath)!;
    private bool _movesAbout;
    private bool _fellBack;

    private string Root => context.Project.Root;

    /// <summary>Follows it.</summary>
    public RFollowed Follow()
    {
        Push(query.ScriptPath, _home, isQuiet: false, isRooted: false);
        if (_followed.Scripts.Count == 0)
        {
            _followed.Findings.Add(new Finding("missing-script", query.Place, $"script '{CodeFolders.Name(Root, query.ScriptPath)}' of '{query.Owner}' cannot be read"));
        }

        // R runs the profile of its working folder before the script.
        Push(Path.Combine(_home, ".Rprofile"), _home, isQuiet: true, isRooted: false);
        Walk();
        foreach (var (source, step, looked) in _missing) Report(source, step, looked);
        Walk();
        return _followed;
    }

    private void Walk()
    {
        while (_steps.TryDequeue(out var step))
        {
            var file = _followed.Scripts[step.Path].File;
            _movesAbout |= file.Sources.MovesAbout;
            foreach (var source in file.Sources.Sources) Take(source, step);
        }
    }

    private void Take(RSource source, Step step)
    {
        if (source.Kind is RSourceKind.Unknown || source.Path.Text.Contains('\0', StringComparison.Ordinal))
        {
            Dynamic(source, step);
            return;
        }

        if (source.Path.IsNetwork)
        {
            if (!step.IsQuiet) Warn("r-source-network", source, step, $"'{source.Path.Text}' is fetched when the script runs and is not followed", "keep a copy in the project and source that");
            return;
        }

        foreach (var start in Starts(source.Path, step))
        {
            if (Found(source, step, start)) return;
        }

        if (!step.IsQuiet) _missing.Add((source, step, CodeFolders.Name(Root, Resolve(Starts(source.Path, step)[0], source.Path))));
    }

    private bool Found(RSource source, Step step, string start)
    {
        var path = Resolve(start, source.Path);
        switch (source.Kind)
        {
            case RSourceKind.Module:
                return Push(path + ".R", source, step) || Push(path + ".r", source, step)
                    || Push(Path.Combine(path, "__init__.R"), source, step) || Push(Path.Combine(path, "__init__.r"), source, step);
            case RSourceKind.Package:
                return PushPackage(path, source, step);
            case RSourceKind.Other:
                if (RFolders.IsScript(path)) return Push(path, source, step);
                if (!File.Exists(path)) return false;
                _followed.Others.TryAdd(path, Name(path, source.Path.IsRooted));
                return true;
            case RSourceKind.ScriptOrFolder when source.Path.Listing is null && Directory.Exists(path):
                return PushAll(path, source.Path with { Listing = "", Recursive = true }, step);
            default:
                if (source.Path.Listing is null || (source.Kind is RSourceKind.ScriptOrFolder && File.Exists(path))) return Push(path, source, step);
                return PushAll(path, source.Path, step);
        }
    }

    private bool PushPackage(string folder, RSource source, Step step)
    {
        if (!PushAll(Path.Combine(folder, "R"), source.Path with { Listing = "" }, step)) return false;
        foreach (var name in (ReadOnlySpan<string>)["DESCRIPTION", "NAMESPACE"])
        {
            var path = Path.Combine(folder, name);
            if (File.Exists(path)) _followed.Others.TryAdd(path, Name(path, source.Path.IsRooted));
        }

        var compiled = Path.Combine(folder, "src");
        if (!Directory.Exists(compiled)) return true;
        foreach (var path in Directory.EnumerateFiles(compiled))
        {
            if (Path.GetExtension(path) is ".c" or ".cc" or ".cpp" or ".h" or ".hpp" or ".f" or ".f90") _followed.Others.TryAdd(path, Name(path, source.Path.IsRooted));
        }

        return true;
    }

    private bool PushAll(string folder, RPath listing, Step step)
    {
        if (folders.List(folder, listing.Listing!, listing.Recursive) is not { } files) return false;
        foreach (var file in files) Push(file, step.Working, step.IsQuiet, listing.IsRooted);
        return true;
    }

    private bool Push(string path, RSource source, Step step) =>
        Push(path, source.Kind is RSourceKind.ScriptInItsFolder ? Path.GetDirectoryName(path)! : step.Working, step.IsQuiet, source.Path.IsRooted);

    private bool Push(string path, string working, bool isQuiet, bool isRooted)
    {
        if (scripts.Load(path) is not { } file) return false;
        if (_followed.Scripts.TryGetValue(path, out var known))
        {
            if (known.IsQuiet && !isQuiet) _followed.Scripts[path] = known with { IsQuiet = false };
        }
        else _followed.Scripts[path] = (file, Name(path, isRooted), isQuiet);

        if (_seen.Add((path, working, isQuiet))) _steps.Enqueue(new Step(path, working, isQuiet));
        return true;
    }

    // A checkout may move, a path that starts at the root of the machine does not move with it.
    private string Name(string path, bool isRooted) => isRooted && !CodeFolders.IsBelow(Root, path) ? path : CodeFolders.Name(Root, path);

    private string[] Starts(RPath path, Step step)
    {
        var own = Path.GetDirectoryName(step.Path)!;
        return path.Base switch
        {
            RPathBase.Here => [folders.Here(_home) ?? _home, Root, step.Working],
            RPathBase.Own => [own, step.Working],
            _ => path.IsRooted ? [own] : [step.Working, own, Root],
        };
    }

    private static string Resolve(string start, RPath path)
    {
        var text = path.Text.StartsWith("file://", StringComparison.Ordinal) ? path.Text[7..] : path.Text;
        if (text == "~" || text.StartsWith("~/", StringComparison.Ordinal))
        {
            text = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile) + text[1..];
        }

        return Path.TrimEndingDirectorySeparator(Path.GetFullPath(text, start));
    }

    private void Report(RSource source, Step step, string looked)
    {
        if (_movesAbout && !source.IsGuarded)
        {
            Dynamic(source, step);
            return;
        }

        var written = source.Path.Text;
        var folder = Path.GetDirectoryName(Path.Combine(Root, looked))!;
        var near = Directory.Exists(folder) ? NearestName.Of(Path.GetFileName(written), Directory.EnumerateFiles(folder).Select(f => Path.GetFileName(f)!)) : null;
        _followed.Findings.Add(new Finding(
            "missing-source",
            At(source, step),
            $"sourced {(source.Path.Listing is null ? "file" : "folder")} '{written}' does not exist",
            $"'{looked}'",
            near is null ? "" : $"did you mean '{near}'?",
            source.IsGuarded || source.Path.Listing is not null || source.Kind is RSourceKind.Other ? Severity.Warning : Severity.Error));
    }

    private void Dynamic(RSource source, Step step)
    {
        if (!step.IsQuiet)
        {
            Warn("r-source-dynamic", source, step, "what this call sources is only known when it runs, so every R file below the script's folder and the R roots counts as its code", $"list what it reads under 'code_deps' of '{query.Owner}', or source a constant path");
        }

        if (_fellBack) return;
        _fellBack = true;
        foreach (var folder in (IEnumerable<string>)[_home, .. context.Project.Settings.RTasksDirs])
        {
            foreach (var file in folders.List(folder, "", recursive: true) ?? []) Push(file, _home, isQuiet: true, isRooted: false);
        }
    }

    private void Warn(string code, RSource source, Step step, string message, string suggestion) =>
        _followed.Findings.Add(new Finding(code, At(source, step), message, Suggestion: suggestion, Severity: Severity.Warning));

    private Place At(RSource source, Step step) => new(_followed.Scripts[step.Path].Name, source.Line, source.Column);

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Step(string Path, string Working, bool IsQuiet);
}
