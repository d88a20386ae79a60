using Kptn.Engine.Projects.Yaml;

namespace Kptn.Engine.Projects.Reading;

/// <summary>Reads <c>file</c> in its forms: <c>path</c>, <c>path:function</c> and <c>true</c>.</summary>
internal sealed class ScriptReader(ScriptFinder finder, FindingList findings)
{
    private const string Extensions = ".py, .R, .r, .sql, .sh or .cs";
    private const string Form = "path or path:function";

    /// <summary>Reads the value into <paramref name="draft"/>.</summary>
    /// <param name="node">The value of <c>file</c>.</param>
    /// <param name="draft">The task.</param>
    /// <param name="origin">The task that states <c>file</c>: its function bears this name.</param>
    public void Read(YamlNode node, TaskDraft draft, string origin)
    {
        draft.FilePlace = node.Place;
        if (node is YamlScalar { Value: true }) ReadPath($"{origin}.py", null, node, draft, origin);
        else if (node is YamlScalar { Value: string { Length: > 0 } text }) ReadText(text, node, draft, origin);
        else new ValueReader(findings).Wrong(node, new("file", draft.Owner), "path or path:function, or true");
    }

    private void ReadText(string text, YamlNode node, TaskDraft draft, string origin)
    {
        var colon = text.LastIndexOf(':');
        if (colon == 1 && ProjectPaths.HasDrive(text)) colon = -1;
        ReadPath(colon < 0 ? text : text[..colon], colon < 0 ? null : text[(colon + 1)..], node, draft, origin);
    }

    private void ReadPath(string path, string? function, YamlNode node, TaskDraft draft, string origin)
    {
        draft.File = path;
        if (path.Length == 0 || path.Contains('\0') || path.EndsWith('/'))
        {
            findings.Add("bad-path", node.Place, $"'{Shown.Text(((YamlScalar)node).Text)}' in {What(draft)} names no file", Form);
            return;
        }

        if (path.Contains('\\') && !ProjectPaths.HasDrive(path))
        {
            findings.Add("bad-path", node.Place, $"'{Shown.Text(path)}' in {What(draft)} has backslashes", "slashes on every system", $"write '{Shown.Text(path.Replace('\\', '/'))}'");
            return;
        }

        draft.Language = LanguageOf(path);
        if (draft.Language == TaskLanguage.Command)
        {
            ReportExtension(path, node, draft);
            return;
        }

        ReadFunction(function, node, draft, origin);
        if (path.Contains("${", StringComparison.Ordinal))
        {
            // Which script it is depends on the item; whether the names are those of items is known when the graphs are.
            draft.ScriptFolders = finder.FoldersOf(draft.Language);
            return;
        }

        if (finder.Leaves(path, draft.Language))
        {
            findings.Add("leaves-project", node.Place, $"'{Shown.Text(path)}' in {What(draft)} leaves the project", "a script inside the project");
            return;
        }

        draft.ScriptPath = finder.Find(path, draft.Language);
        if (draft.ScriptPath is null) ReportMissing(path, node, draft);
    }

    private void ReadFunction(string? function, YamlNode node, TaskDraft draft, string origin)
    {
        if (draft.Language != TaskLanguage.Python)
        {
            if (function is not null)
                findings.Add("function-not-python", node.Place, $"{What(draft)} names function '{Shown.Text(function)}' of a file that is not Python", "only the path");
            return;
        }

        if (function is null && !PythonNames.IsName(origin))
            findings.Add("bad-function", node.Place, $"{draft.Owner} cannot give its name to a Python function", "file: path:function");
        else if (function is not null && !PythonNames.IsName(function))
            findings.Add("bad-function", node.Place, $"'{Shown.Text(function)}' in {What(draft)} is no name of a Python function", Form);
        else
            draft.Function = function ?? origin;
    }

    private void ReportExtension(string path, YamlNode node, TaskDraft draft)
    {
        if (findings.IsFull) return;
        var near = finder.Near(path, TaskLanguage.Command);
        var suggestion = near is not null && LanguageOf(near) != TaskLanguage.Command ? $"did you mean '{Shown.Text(near)}'?" : "start other programs with 'command'";
        findings.Add("unknown-extension", node.Place, $"no language is known for '{Shown.Text(path)}' in {What(draft)}", $"a file that ends in {Extensions}", suggestion);
    }

    private void ReportMissing(string path, YamlNode node, TaskDraft draft)
    {
        if (findings.IsFull) return;
        var near = findings.MaySuggestFrom(100) ? finder.Near(path, draft.Language) : null;
        findings.Add("missing-script", node.Place, $"script '{Shown.Text(path)}' of {draft.Owner} does not exist", $"a file in {finder.Places(draft.Language)}", near is null ? "" : $"did you mean '{Shown.Text(near)}'?");
    }

    private static Subject What(TaskDraft draft) => new("file", draft.Owner);

    private static TaskLanguage LanguageOf(string path)
    {
        var name = path.AsSpan(path.LastIndexOf('/') + 1);
        return name[Math.Max(0, name.LastIndexOf('.'))..] switch
        {
            ".py" => TaskLanguage.Python,
            ".R" or ".r" => TaskLanguage.R,
            ".sql" => TaskLanguage.Sql,
            ".sh" => TaskLanguage.Shell,
            ".cs" => TaskLanguage.CSharp,
            _ => TaskLanguage.Command,
        };
    }
}
