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

    private static List<Component> Sorted(List<Component>? found)
    {
        found?.Sort((a, b) => string.CompareOrdinal(a.Name, b.Name));
        return found ?? [];
    }

    private void Look(string word, ref List<Component>? found)
    {
        if (word.AsSpan().IndexOfAny('/', '.') < 0 || word.AsSpan().IndexOfAny('$', '\0', '\n') >= 0) return;
        if (!_words.TryGetValue(word, out var component)) _words[word] = component = File(word);
        if (component is not null && found?.Exists(c => c.Name == component.Name) is not true) (found ??= []).Add(component);
    }

    private Component? File(string word)
    {
        var path = Path.GetFullPath(word, _root);
        if (!CodeFolders.IsBelow(_root, path) || CodeFolders.IsBelow(context.Project.KptnDir, path)) return null;
        return _scratch is not null && CodeFolders.IsBelow(_scratch, path) ? null : WholeFile.Raw(path, CodeFolders.Name(_root, path), context);
    }
}
