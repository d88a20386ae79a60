using Kptn.Testing.Comparing.Settings;
using Kptn.Testing.Comparing.Tables.Tallying;

namespace Kptn.Testing.Comparing.Json;

/// <summary>A path with <c>[*]</c> for the entries of lists: what the settings say of it, and what changed there.</summary>
internal sealed class JsonPathNode
{
    private readonly CompareSettings _settings;
    private readonly Dictionary<string, JsonPathNode> _members = new(StringComparer.Ordinal);
    private JsonPathNode? _items;

    private JsonPathNode(CompareSettings settings, string path, string name)
    {
        (_settings, Path) = (settings, path);
        IsIgnored = settings.Ignore.Any(pattern => Fits(pattern, path, name));
        Declared = settings.Tolerance.Columns.FirstOrDefault(column => Fits(column.Column, path, name))?.Amount ?? settings.Tolerance.All;
    }

    /// <summary>The path of the whole document.</summary>
    public static JsonPathNode Root(CompareSettings settings) => new(settings, "$", "$");

    /// <summary>Such as <c>$.items[*].price</c>.</summary>
    public string Path { get; }

    /// <summary>Whether it is not compared.</summary>
    public bool IsIgnored { get; }

    /// <summary>The tolerance that the settings name for it.</summary>
    public ToleranceAmount? Declared { get; }

    /// <summary>How often what happened there.</summary>
    public Dictionary<JsonChangeKind, long> Counts { get; } = [];

    /// <summary>How far numbers moved there.</summary>
    public NumberTally Numbers { get; } = new();

    /// <summary>The path of a member.</summary>
    public JsonPathNode Member(string name)
    {
        if (_members.TryGetValue(name, out var node)) return node;
        return _members[name] = new JsonPathNode(_settings, Path + Step(name), name);
    }

    /// <summary>The path of the entries of a list.</summary>
    public JsonPathNode Items() => _items ??= new JsonPathNode(_settings, Path + "[*]", "[*]");

    /// <summary>This path and all below it.</summary>
    public IEnumerable<JsonPathNode> All()
    {
        var open = new Stack<JsonPathNode>([this]);
        while (open.TryPop(out var node))
        {
            yield return node;
            foreach (var member in node._members.Values.Reverse()) open.Push(member);
            if (node._items is not null) open.Push(node._items);
        }
    }

    /// <summary>A member's name as a step of a path.</summary>
    public static string Step(string name)
        => name.Length > 0 && name.All(letter => char.IsLetterOrDigit(letter) || letter is '_' or '-') ? $".{name}" : $"['{name.Replace("'", "\\'", StringComparison.Ordinal)}']";

    // A pattern that is no path names members, wherever they are.
    private static bool Fits(string pattern, string path, string name)
        => pattern.StartsWith('$') ? Wildcards.Fits(pattern, path) : Wildcards.Fits(pattern, name) || (pattern.Contains('.', StringComparison.Ordinal) && Wildcards.Fits($"$.{pattern}", path));
}
