using System.Text;
using System.Text.RegularExpressions;
using Kptn.Engine.Execution.Isolation;

namespace Kptn.Testing.Sandboxes;

/// <summary>Finds out from what a failed task said which files of the project it looked for and did not find in its sandbox.</summary>
/// <param name="place">The sandbox.</param>
/// <param name="folders">Folders of the project that its relative paths and modules may start from, absolute.</param>
/// <param name="isOutput">Whether a path relative to the scratch dir is an output of another task, also where it is not there.</param>
internal sealed partial class MissedFiles(SandboxPlace place, IReadOnlyList<string> folders, Func<string, bool> isOutput)
{
    /// <summary>Stands before a path that is an output of another task, relative to the scratch dir.</summary>
    public const string OutputMark = "scratch:";

    private const int Longest = 1 << 16;

    /// <summary>Files of the project, relative to the sandbox's top with slashes, that are named in a text.</summary>
    /// <param name="text">What the task said.</param>
    public IReadOnlyList<string> In(string text)
    {
        if (text.Length > Longest) text = text[^Longest..];
        var found = new SortedSet<string>(StringComparer.Ordinal);
        foreach (Match module in Module().Matches(text))
        {
            var path = module.Groups[1].Value.Replace('.', '/');
            Look(path + ".py", found);
            Look(path + "/__init__.py", found);
        }

        foreach (Match quoted in Quoted().Matches(text)) Look(quoted.Groups[1].Value, found);
        foreach (var word in text.Split([' ', '\t', '\n', '\r', ',', ';', '(', ')', '[', ']', '<', '>', '|', '=', '`', '\'', '"', '‘', '’'], StringSplitOptions.RemoveEmptyEntries)) Look(word.TrimEnd('.', ':'), found);
        return [.. found];
    }

    /// <summary>The end of a file as text; empty where there is none.</summary>
    public static string Tail(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            if (file.Length > Longest) file.Seek(-Longest, SeekOrigin.End);
            using var reader = new StreamReader(file, Encoding.UTF8);
            return reader.ReadToEnd();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return "";
        }
    }

    private void Look(string word, SortedSet<string> found)
    {
        if (word.Length is < 3 or > 1000 || word.Contains('\0', StringComparison.Ordinal)) return;
        foreach (var folder in folders)
        {
            string full;
            try
            {
                full = Path.GetFullPath(word, place.Of(folder));
            }
            catch (ArgumentException)
            {
                return;
            }

            if (File.Exists(full)) continue;
            if (full.StartsWith(place.ScratchDir + Path.DirectorySeparatorChar, StringComparison.Ordinal) && isOutput(Slashed(full[(place.ScratchDir.Length + 1)..]))) found.Add(OutputMark + Slashed(full[(place.ScratchDir.Length + 1)..]));
            if (!full.StartsWith(place.Box + Path.DirectorySeparatorChar, StringComparison.Ordinal) || full.StartsWith(place.ScratchDir + Path.DirectorySeparatorChar, StringComparison.Ordinal)) continue;
            var rest = full[(place.Box.Length + 1)..];
            if (File.Exists(Path.Combine(place.Top, rest)) && !rest.StartsWith(".kptn", StringComparison.Ordinal)) found.Add(Slashed(rest));
        }
    }

    private static string Slashed(string path) => path.Replace(Path.DirectorySeparatorChar, '/');

    [GeneratedRegex("No module named ['\"]([\\w.]+)['\"]")]
    private static partial Regex Module();

    [GeneratedRegex("['\"‘“`]([^'\"‘’“”`\n]{3,500})['\"’”`]")]
    private static partial Regex Quoted();
}
