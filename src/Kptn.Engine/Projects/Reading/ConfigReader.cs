using Kptn.Engine.Projects.Yaml;

namespace Kptn.Engine.Projects.Reading;

/// <summary>Checks the forms of <c>config</c> entries; their values are left as written.</summary>
internal sealed class ConfigReader(ProjectPaths paths, FindingList findings)
{
    private const string FunctionForm = "module:function, such as src.utils:get_engine";
    private static readonly string[] DatabaseKeys = ["path", "alias"];
    private readonly ValueReader _values = new(findings);

    /// <summary>The entries in order.</summary>
    public IReadOnlyList<YamlEntry> Read(YamlNode node, Subject what)
    {
        var entries = _values.Map(node, what, "a map of names with values");
        var names = new Dictionary<string, Place>();
        foreach (var entry in entries) names[entry.Key] = entry.KeyPlace;
        foreach (var entry in entries)
        {
            var part = new Subject(entry.Key, what.ToString());
            if (entry.Key == "include") CheckInclude(entry.Value, part);
            else if (entry is { Key: "duckdb", Value: YamlMap { Entries: var keys } database } && database["path"] is { } path) CheckDatabase(keys, path, database["alias"], part, names);
            else if (entry.Value is YamlMap map) CheckSource(map, part, names);
            else if (entry is { Key: "duckdb", Value: YamlScalar { Value: string text } } && text.Contains(':') && text != ":memory:") CheckFunction(entry.Value, part);
        }

        return entries;
    }

    private void CheckSource(YamlMap map, Subject what, Dictionary<string, Place> names)
    {
        var (include, function, value, alias) = (map["include"], map["function"], map["value"], map["alias"]);
        if (include is null && function is null && (alias is null || value is null)) return;
        foreach (var entry in map.Entries)
        {
            if (!KnownKeys.ConfigSource.Contains(entry.Key)) _values.Unknown(entry, what.ToString(), KnownKeys.ConfigSource);
        }

        if ((include is null ? 0 : 1) + (function is null ? 0 : 1) + (value is null ? 0 : 1) > 1 || (include is not null && alias is not null))
            findings.Add("bad-config", map.Place, $"{what} says more than one thing", "{include: …}, {function: …, alias: …} or {value: …, alias: …}");
        if (include is not null) CheckInclude(include, new("include", what.ToString()));
        if (function is not null) CheckFunction(function, new("function", what.ToString()));
        if (alias is not null) CheckAlias(alias, what, names);
    }

    private void CheckDatabase(IReadOnlyList<YamlEntry> entries, YamlNode path, YamlNode? alias, Subject what, Dictionary<string, Place> names)
    {
        foreach (var entry in entries)
        {
            if (!DatabaseKeys.Contains(entry.Key)) _values.Unknown(entry, what.ToString(), DatabaseKeys);
        }

        _values.Text(path, new("path", what.ToString()));
        if (alias is not null) CheckAlias(alias, what, names);
    }

    private void CheckAlias(YamlNode alias, Subject what, Dictionary<string, Place> names)
    {
        if (_values.Text(alias, new("alias", what.ToString())) is not { } name) return;
        if (!Names.IsIdentifier(name)) findings.Add("bad-config", alias.Place, $"alias '{Shown.Text(name)}' of {what} is no name", "letters, digits and '_'");
        else if (!names.TryAdd(name, alias.Place)) findings.Add("duplicate-alias", alias.Place, $"alias '{name}' of {what} is already a name of config, at {names[name]}");
    }

    private void CheckFunction(YamlNode node, Subject what)
    {
        if (_values.Text(node, what) is not { } text || IsFunction(text)) return;
        findings.Add("bad-config", node.Place, $"{what} is '{Shown.Text(text)}'", FunctionForm);
    }

    private static bool IsFunction(string text)
    {
        var colon = text.IndexOf(':');
        return colon > 0 && IsDotted(text[..colon]) && IsDotted(text[(colon + 1)..]);
    }

    private static bool IsDotted(string text)
    {
        foreach (var part in text.Split('.'))
        {
            if (part.Length == 0 || part.Any(c => !char.IsLetterOrDigit(c) && c != '_') || char.IsDigit(part[0])) return false;
        }

        return true;
    }

    private void CheckInclude(YamlNode node, Subject what)
    {
        foreach (var file in _values.Texts(node, what))
        {
            var path = ProjectPaths.Resolve(paths.Root, file.Text);
            if (ProjectPaths.HasDrive(file.Text) || !paths.IsInside(path))
                findings.Add("leaves-project", file.Place, $"'{Shown.Text(file.Text)}' in {what} leaves the project", "a file inside the project");
            else if (!File.Exists(path))
                findings.Add("missing-include", file.Place, $"file '{Shown.Text(file.Text)}' in {what} does not exist", $"a file at {paths.Shorten(path)}");
        }
    }
}
