using Kptn.Engine.Projects.Reading;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Kptn.Engine.Projects.Yaml;

/// <summary>Builds the values of one document from the parser's events.</summary>
internal sealed partial class YamlBuilder(string text, string file, FindingList findings)
{
    private readonly Parser _parser = new(new Scanner(new StringReader(text), skipComments: true));
    private readonly Dictionary<string, YamlAnchor> _anchors = [];
    private readonly Stack<Mark> _openFlows = [];
    private long _weight;
    private long _aliased;

    private ParsingEvent Current => _parser.Current!;

    /// <summary>The document's value, or <see langword="null"/> where it is empty or broken.</summary>
    public YamlNode? Build()
    {
        try
        {
            return ReadStream();
        }
        catch (YamlException e)
        {
            findings.Add(YamlSyntaxFinding.Of(e.Message, At(e.Start), text, OpenFlow));
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException or NullReferenceException or FormatException or OverflowException)
        {
            // The parser meets some broken files with an exception of its own inner workings.
            findings.Add(YamlSyntaxFinding.Of("", At(_parser.Current?.End ?? Mark.Empty), text, OpenFlow));
        }

        return null;
    }

    private Place? OpenFlow => _openFlows.Count > 0 ? At(_openFlows.Peek()) : null;

    private YamlNode? ReadStream()
    {
        Next();
        Next();
        if (Current is StreamEnd) return null;
        var start = Current;
        Next();
        if (RefusedAtStart(start)) return null;
        var root = ReadNode(0);
        if (root is null) return null;
        Next();
        Next();
        if (Current is DocumentStart second)
            findings.Add("yaml-several-documents", At(second.Start), "a second document starts here", "one document in the file", "remove the line '---' or '...' before it");
        return root is YamlScalar { Value: null, Text: "" } ? null : root;
    }

    // The parser lets a tab pass before the first key.
    private bool RefusedAtStart(ParsingEvent start)
    {
        if (Current is not MappingStart || Current.Start.Column == 1 || start.Start.Line != Current.Start.Line) return false;
        var indent = text.AsSpan((int)(Current.Start.Index - Current.Start.Column + 1), (int)Current.Start.Column - 1);
        if (!indent.Contains('\t') || indent.ContainsAnyExcept(" \t")) return false;
        findings.Add(YamlSyntaxFinding.Tab(new Place(file, (int)Current.Start.Line, indent.IndexOf('\t') + 1)));
        return true;
    }

    private YamlNode? ReadNode(int depth)
    {
        if (depth > YamlLimits.Depth)
        {
            findings.Add("yaml-too-deep", At(Current.Start), $"values are nested more than {YamlLimits.Depth} deep", $"at most {YamlLimits.Depth}");
            return null;
        }

        if (Current is AnchorAlias alias) return ReadAlias(alias);
        if (Current is not NodeEvent start)
        {
            findings.Add("yaml-syntax", At(Current.Start), "a key or a value is missing before this", "key: value");
            return null;
        }

        var anchor = start.Anchor.IsEmpty ? null : _anchors[start.Anchor.Value] = new YamlAnchor(At(start.Start));
        var before = _weight++;
        YamlNode? node = start switch
        {
            Scalar scalar => ReadScalar(scalar),
            SequenceStart list => ReadList(list, depth),
            _ => ReadMap((MappingStart)start, depth),
        };
        if (anchor is not null)
        {
            anchor.Node = node;
            anchor.Weight = _weight - before;
        }

        return node;
    }

    private YamlScalar ReadScalar(Scalar scalar)
    {
        var place = At(scalar.Start);
        if (!scalar.Tag.IsEmpty) return new YamlScalar(place, scalar.Value, YamlTags.Apply(scalar, place, findings));
        return new YamlScalar(place, scalar.Value, scalar.Style == ScalarStyle.Plain ? Plain(scalar.Value, place) : scalar.Value);
    }

    private object? Plain(string value, Place place)
    {
        if (value.Length <= YamlLimits.Digits || YamlScalars.NumberLength(value) == 0) return YamlScalars.Resolve(value);
        findings.Add("yaml-number-too-long", place, $"a number of {value.Length} characters", $"at most {YamlLimits.Digits}; put it in quotes to make it text");
        return value;
    }

    private YamlList? ReadList(SequenceStart start, int depth)
    {
        YamlTags.CheckCollection(start.Tag, "seq", At(start.Start), findings);
        var items = new List<YamlNode>();
        if (start.Style == SequenceStyle.Flow) _openFlows.Push(start.Start);
        for (Next(); Current is not SequenceEnd; Next())
        {
            if (ReadNode(depth + 1) is not { } item) return null;
            items.Add(item);
        }

        if (start.Style == SequenceStyle.Flow) _openFlows.Pop();
        return new YamlList(At(start.Start), items);
    }

    private YamlNode? ReadAlias(AnchorAlias alias)
    {
        var place = At(alias.Start);
        var name = alias.Value.Value;
        if (!_anchors.TryGetValue(name, out var anchor))
        {
            findings.Add("yaml-unknown-alias", place, $"no anchor '&{Shown.Text(name)}' stands before '*{Shown.Text(name)}'", "", findings.MaySuggestFrom(_anchors.Count) && NearestName.Of(name, _anchors.Keys) is { } near ? $"did you mean '*{near}'?" : $"put text with '*' in quotes: \"*{Shown.Text(name)}\"");
            return new YamlScalar(place, "", null);
        }

        if (anchor.Node is null)
        {
            findings.Add("yaml-recursive-alias", place, $"'*{name}' stands inside the value that it repeats, which starts at {anchor.Place}", "a value that does not hold itself");
            return new YamlScalar(place, "", null);
        }

        return Grow(anchor.Weight, place) ? anchor.Node : null;
    }

    private bool Grow(long weight, Place place)
    {
        _weight += weight;
        _aliased += weight;
        if (_aliased <= YamlLimits.AliasedNodes) return true;
        findings.Add("yaml-too-large", place, $"aliases repeat more than {YamlLimits.AliasedNodes:N0} values", "a file that does not multiply itself");
        return false;
    }

    private void Next() => _parser.MoveNext();

    private Place At(Mark mark) => new(file, (int)mark.Line, (int)mark.Column);
}
