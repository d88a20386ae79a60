using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Kptn.Testing.Comparing.Statistics;

namespace Kptn.Testing.Snapshots.Manifests;

/// <summary>Writes a manifest: objects that a person looks at as one thing on one line, all else on lines of its own.</summary>
internal sealed class ManifestWriter
{
    private readonly StringBuilder _text = new();

    public string Write(SnapshotManifest manifest)
    {
        Block("", "", [
            ("format", Text(ManifestJson.Format)),
            ("graph", Text(manifest.Key?.Graph)),
            ("task", Text(manifest.Key?.Task)),
            ("item", Text(manifest.Key?.Item)),
            ("fingerprint", Text(manifest.Fingerprint)),
            ("components", Lines(manifest.Components.OrderBy(c => c.Kind, StringComparer.Ordinal).ThenBy(c => c.Name, StringComparer.Ordinal), Component)),
            ("upstream", Lines(manifest.Upstream.OrderBy(u => u.Name, StringComparer.Ordinal), Upstream)),
            ("outputs", manifest.Outputs.Count == 0 ? null : depth => Outputs(manifest.Outputs, depth)),
            ("result", manifest.Result is null ? null : depth => Output(manifest.Result, depth)),
            ("received", manifest.Changes is null ? null : depth => Changes(manifest.Changes, depth)),
        ]);
        return _text.Append('\n').ToString();
    }

    private void Outputs(IReadOnlyList<ManifestOutput> outputs, string depth)
    {
        _text.Append('[');
        var inner = depth + "  ";
        var separator = "\n";
        foreach (var output in outputs.OrderBy(output => output.Path, StringComparer.Ordinal))
        {
            _text.Append(separator).Append(inner);
            Output(output, inner);
            separator = ",\n";
        }

        _text.Append('\n').Append(depth).Append(']');
    }

    private void Output(ManifestOutput output, string depth)
    {
        var about = output.Description;
        // Where the content is in git, rows of it would only be there twice.
        var sample = output.SnapshotFiles.Any() ? [] : about.Sample;
        Block(depth, "", [
            ("path", Text(output.Path)),
            ("file", Text(output.File)),
            ("hash", Text(output.Hash)),
            ("size", Number(output.Size)),
            ("kind", Text(JsonNamingPolicy.SnakeCaseLower.ConvertName(about.Kind.ToString()))),
            ("rows", Number(about.Rows)),
            ("files", Lines(output.Files.OrderBy(file => file.Path, StringComparer.Ordinal), File)),
            ("columns", Lines(about.Columns, Column)),
            ("sample", Lines(sample, Row)),
            ("shape", Lines(about.Shape, Shape)),
        ]);
    }

    private void Changes(ManifestChanges changes, string depth) => Block(depth, "", [
        ("changed", Lines(changes.Changed.Order(StringComparer.Ordinal), path => Quoted(path)) ?? (_ => _text.Append("[]"))),
        ("removed", Lines(changes.Removed.Order(StringComparer.Ordinal), path => Quoted(path)) ?? (_ => _text.Append("[]"))),
        ("obsolete", Lines(changes.Obsolete.Order(StringComparer.Ordinal), path => Quoted(path))),
    ]);

    private static string Component(ManifestComponent component) => $"{{\"kind\": {Quoted(component.Kind)}, \"name\": {Quoted(component.Name)}, \"hash\": {Quoted(component.Hash)}}}";

    private static string Upstream(ManifestUpstream upstream) => $"{{\"name\": {Quoted(upstream.Name)}, \"hash\": {Quoted(upstream.Hash)}}}";

    private static string File(ManifestFile file) =>
        $"{{\"path\": {Quoted(file.Path)}, {(file.File is null ? "" : $"\"file\": {Quoted(file.File)}, ")}\"hash\": {Quoted(file.Hash)}, \"size\": {file.Size.ToString(CultureInfo.InvariantCulture)}}}";

    private static string Row(IReadOnlyList<string?> cells) => $"[{string.Join(", ", cells.Select(Quoted))}]";

    private static string Shape(JsonShape shape) => $"{{\"path\": {Quoted(shape.Path)}, \"types\": {Row(shape.Types)}, \"count\": {shape.Count.ToString(CultureInfo.InvariantCulture)}}}";

    private static string Column(ColumnStatistics column)
    {
        var text = new StringBuilder($"{{\"name\": {Quoted(column.Name)}, \"type\": {Quoted(JsonNamingPolicy.SnakeCaseLower.ConvertName(column.Type.ToString()))}");
        text.Append(CultureInfo.InvariantCulture, $", \"nulls\": {column.Nulls}, \"distinct\": {column.Distinct}");
        if (!column.IsDistinctExact) text.Append(", \"estimated\": true");
        if (column.Min is not null) text.Append(CultureInfo.InvariantCulture, $", \"min\": {Quoted(column.Min)}");
        if (column.Max is not null) text.Append(CultureInfo.InvariantCulture, $", \"max\": {Quoted(column.Max)}");
        if (column.Mean is { } mean) text.Append(CultureInfo.InvariantCulture, $", \"mean\": {(double.IsFinite(mean) ? mean.ToString("R", CultureInfo.InvariantCulture) : Quoted(mean.ToString(CultureInfo.InvariantCulture)))}");
        return text.Append('}').ToString();
    }

    private static string Quoted(string? text) => text is null ? "null" : $"\"{JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";

    private Action<string>? Text(string? text) => text is null ? null : _ => _text.Append(Quoted(text));

    private Action<string>? Number(long? number) => number is null ? null : _ => _text.Append(number.Value.ToString(CultureInfo.InvariantCulture));

    private Action<string>? Lines<T>(IEnumerable<T> values, Func<T, string> line)
    {
        var lines = values.Select(line).ToList();
        if (lines.Count == 0) return null;
        return depth => _text.Append("[\n").Append(depth).Append("  ").AppendJoin($",\n{depth}  ", lines).Append('\n').Append(depth).Append(']');
    }

    private void Block(string depth, string separator, IEnumerable<(string Name, Action<string>? Value)> members)
    {
        _text.Append('{');
        var inner = depth + "  ";
        foreach (var (name, value) in members)
        {
            if (value is null) continue;
            _text.Append(separator).Append('\n').Append(inner).Append('"').Append(name).Append("\": ");
            value(inner);
            separator = ",";
        }

        _text.Append('\n').Append(depth).Append('}');
    }
}
