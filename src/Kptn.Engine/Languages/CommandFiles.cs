using Kptn.Engine.Fingerprints;
using Kptn.Engine.Languages.Shell;

namespace Kptn.Engine.Languages;

/// <summary>
/// Finds the files of the project that a command names: an edit of <c>tools/clean.py</c> must rerun <c>python3 tools/clean.py</c>.
/// Files that output is redirected into do not count.
/// </summary>
/// <param name="context">What is needed to answer.</param>
internal sealed class CommandFiles(CodeContext context)
{
    private readonly Dictionary<string, Component?> _words = new(StringComparer.Ordinal);
    private readonly string _root = context.Project.Root;
    private readonly string? _scratch = CodeFolders.Scratch(context.Project);

    /// <summary>The files that the words of an argv name, in ordinal order.</summary>
    public IReadOnlyList<Component> Find(IReadOnlyList<string> words)
    {
        List<Component>? found = null;
        foreach (var word in words) Look(word, ref found);
        return Sorted(found);
    }

    /// <summary>The files that the words of a shell command name, in ordinal order. Nothing is executed or expanded.</summary>
    public IReadOnlyList<Component> Find(string shell)
    {
        List<Component>? found = null;
        foreach (var command in ShellWords.Split(shell))
        {
            foreach (var word in command)
            {
                if (!word.IsTarget) Look(word.Text, ref found);
            }
        }

        return Sorted(found);
    }

    /// <summary>Whether a word may name a file that counts, be it there or not.</summary>
    public bool MayFind(IReadOnlyList<string> command, bool isShell)
    {
        if (!isShell) return command.Any(word => PathOf(word) is not null);
        foreach (var words in ShellWords.Split(command[0]))
        {
            foreach (var word in words)
            {
                if (!word.IsTarget && PathOf(word.Text) is not null) return true;
            }
        }

        return false;
    }

    private static List<Component> Sorted(List<Component>? found)
    {
        found?.Sort((a, b) => string.CompareOrdinal(a.Name, b.Name));
        return found ?? [];
    }

    private void Look(string word, ref List<Component>? found)
    {
        if (!IsPathLike(word)) return;
        if (!_words.TryGetValue(word, out var component)) _words[word] = component = File(word);
        if (component is not null && found?.Exists(c => c.Name == component.Name) is not true) (found ??= []).Add(component);
    }

    private static bool IsPathLike(string word) => word.AsSpan().IndexOfAny('/', '.') >= 0 && word.AsSpan().IndexOfAny('$', '\0', '\n') < 0;

    private Component? File(string word) => PathOf(word) is { } path ? WholeFile.Raw(path, CodeFolders.Name(_root, path), context) : null;

    private string? PathOf(string word)
    {
        if (!IsPathLike(word)) return null;
        var path = Path.GetFullPath(word, _root);
        if (!CodeFolders.IsBelow(_root, path) || CodeFolders.IsBelow(context.Project.KptnDir, path)) return null;
        return _scratch is not null && CodeFolders.IsBelow(_scratch, path) ? null : path;
    }
}
