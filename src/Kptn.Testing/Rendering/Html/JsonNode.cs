using System.Globalization;
using Kptn.Testing.Comparing;

namespace Kptn.Testing.Rendering.Html;

/// <summary>A part of the tree that the paths of changed values make.</summary>
/// <param name="name">Its part of the path, such as <c>items</c> or <c>[3]</c>.</param>
internal sealed class JsonNode(string name)
{
    private readonly Dictionary<string, JsonNode> _byName = new(StringComparer.Ordinal);

    /// <summary>Its part of the path; several where they have no others beside them.</summary>
    public string Name { get; private set; } = name;

    /// <summary>The parts below it, in the order of the document.</summary>
    public List<JsonNode> Children { get; private set; } = [];

    /// <summary>What changed at it; a value may be gone and another in its place.</summary>
    public List<JsonChange> Changes { get; private set; } = [];

    /// <summary>The tree of some changes.</summary>
    public static JsonNode Of(IEnumerable<JsonChange> changes)
    {
        var root = new JsonNode("$");
        foreach (var change in changes)
        {
            var node = root;
            foreach (var part in Parts(change.Path)) node = node.Child(part);
            node.Changes.Add(change);
        }

        foreach (var child in root.Children) child.Collapse();
        return root;
    }

    /// <summary>The parts of a path such as <c>$.items[3]['max iter']</c>.</summary>
    public static IEnumerable<string> Parts(string path)
    {
        var at = path.StartsWith('$') ? 1 : 0;
        while (at < path.Length)
        {
            var end = path[at] switch
            {
                '[' when at + 1 < path.Length && path[at + 1] is '\'' or '"' => Quoted(path, at + 1),
                '[' => path.IndexOf(']', at) is var close and >= 0 ? close + 1 : path.Length,
                _ => path.AsSpan(at + 1).IndexOfAny('.', '[') is var next and >= 0 ? at + 1 + next : path.Length,
            };
            yield return path[at] == '.' ? path[(at + 1)..end] : path[at..end];
            at = end;
        }
    }

    private static int Quoted(string path, int quote)
    {
        for (var at = quote + 1; at < path.Length; at++)
        {
            if (path[at] == '\\') at++;
            else if (path[at] == path[quote]) return path.IndexOf(']', at) is var close and >= 0 ? close + 1 : path.Length;
        }

        return path.Length;
    }

    private JsonNode Child(string part)
    {
        if (_byName.TryGetValue(part, out var child)) return child;
        child = new JsonNode(part);
        _byName.Add(part, child);
        Children.Add(child);
        return child;
    }

    private void Collapse()
    {
        while (Children is [var only] && Changes.Count == 0)
        {
            Name = only.Name.StartsWith('[') ? Name + only.Name : string.Create(CultureInfo.InvariantCulture, $"{Name}.{only.Name}");
            (Children, Changes) = (only.Children, only.Changes);
        }

        foreach (var child in Children) child.Collapse();
    }
}
