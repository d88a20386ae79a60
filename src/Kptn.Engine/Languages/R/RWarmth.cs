using System.Buffers;
using System.Text.RegularExpressions;
using Kptn.Engine.Projects;

namespace Kptn.Engine.Languages.R;

/// <summary>
/// Says where a script could tell a fork of a warm R from a process of its own. R has loaded nothing but its default packages when it forks, so
/// there is little: what R runs or reads before a script, and what counts from R's own start.
/// </summary>
internal static partial class RWarmth
{
    private static readonly SearchValues<char> Changed = SearchValues.Create("*?[]\\\t\n\r\v\f");
    private static readonly string[] StartNames = ["R_", "LC_", "LANG", "LD_", "DYLD_", "OMP_", "MKL_", "OPENBLAS_", "BLIS_", "GOTO_", "MALLOC_", "GLIBC_", "TZ", "HOME", "PATH", "PWD", "OLDPWD", "EDITOR", "PAGER", "DISPLAY"];

    /// <summary>Why no item of a task is run warm; empty where its scripts decide.</summary>
    public static string Reason(TaskDefinition definition, Settings settings) =>
        !settings.KeepsRWarm ? "settings.r_worker is process"
        : !OperatingSystem.IsLinux() ? "R is kept warm on Linux only"
        : definition.PrefixArgs.Count > 0 ? "the task has prefix_args"
        : "";

    /// <summary>Why a script that has this text is not run warm; empty where it is.</summary>
    /// <param name="name">What it is called in the reason.</param>
    /// <param name="text">Its text.</param>
    public static string OfText(string name, string text)
    {
        var match = Telltale().Match(text);
        if (!match.Success) return "";
        return match.Value switch
        {
            "proc.time" => $"{name} mentions proc.time, which counts from the start of R",
            "this.path" => $"{name} mentions this.path, which asks R itself for its command line",
            ".Internal" => $"{name} mentions .Internal",
            _ when match.Value.StartsWith('/') => $"{name} mentions {match.Value}, where R's own process shows",
            _ => $"{name} mentions {match.Value}, which tells of R's memory since its start",
        };
    }

    /// <summary>Why a script at a path is not run warm; empty where it is.</summary>
    public static string OfPath(string path) =>
        path.AsSpan().ContainsAny(Changed) || path.Contains("~+~", StringComparison.Ordinal) || path.Contains("~n~", StringComparison.Ordinal)
            ? "R's start changes what is in the script's path"
            : "";

    /// <summary>Why what an item's environment adds cannot be added after R's start; empty where it can.</summary>
    public static string OfEnvironment(IEnumerable<KeyValuePair<string, string>> added)
    {
        foreach (var (name, _) in added)
        {
            if (Array.Exists(StartNames, start => start.EndsWith('_') ? name.StartsWith(start, StringComparison.Ordinal) : name == start)) return $"R reads ${name} when it starts";
        }

        return "";
    }

    /// <summary>Why what R reads in a folder before each script may depend on the item; empty where it does not.</summary>
    /// <param name="folder">The folder that scripts run in.</param>
    /// <param name="environment">The environment that items add to.</param>
    /// <param name="added">What an item's environment adds.</param>
    public static string OfFolder(string folder, IReadOnlyDictionary<string, string> environment, IReadOnlyList<KeyValuePair<string, string>> added)
    {
        var home = environment.GetValueOrDefault("HOME") ?? "";
        foreach (var profile in Files("R_PROFILE_USER", ".Rprofile"))
        {
            if (File.Exists(profile)) return $"R runs '{profile}' before each script";
        }

        foreach (var settings in Files("R_ENVIRON_USER", ".Renviron"))
        {
            if (!File.Exists(settings)) continue;
            var text = File.ReadAllText(settings);
            if (text.Contains('$', StringComparison.Ordinal)) return $"'{settings}', which R reads when it starts, refers to the environment";
            foreach (var (name, _) in added)
            {
                if (text.Contains(name, StringComparison.Ordinal)) return $"'{settings}', which R reads when it starts, mentions {name}";
            }
        }

        return "";

        IEnumerable<string> Files(string variable, string name)
        {
            if (environment.TryGetValue(variable, out var path) && path.Length > 0) yield return Path.GetFullPath(path.StartsWith("~/", StringComparison.Ordinal) ? home + path[1..] : path, folder);
            yield return Path.Combine(folder, name);
            if (home.Length > 0) yield return Path.Combine(home, name);
        }
    }

    [GeneratedRegex(@"\.Internal\b|/proc/\w*|\bproc\.time\b|\bthis\.path\b|\b(?:gc\.time|gcinfo|gctorture2?|memory\.profile)\b")]
    private static partial Regex Telltale();
}
