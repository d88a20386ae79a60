using Kptn.Engine.Fingerprints;
using Kptn.Engine.Projects;

namespace Kptn.Engine.Languages.R;

/// <summary>Says which code R scripts reach: the script and all it sources, comments and layout left out.</summary>
internal sealed class RCodeReader : ICodeReader
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<CodeReach>> ReadAsync(IReadOnlyList<CodeQuery> queries, CodeContext context, CancellationToken cancellation)
    {
        var (scripts, folders) = (new RScripts(context), new RFolders(context));
        var followed = new RFollowed[queries.Count];
        for (var i = 0; i < followed.Length; i++) followed[i] = new RFollower(context, scripts, folders, queries[i]).Follow();
        await scripts.NormaliseAsync(followed.SelectMany(f => f.Scripts.Values).Select(s => s.File), cancellation).ConfigureAwait(false);
        return [.. followed.Select(f => Reach(f, scripts, context))];
    }

    private static CodeReach Reach(RFollowed followed, RScripts scripts, CodeContext context)
    {
        var components = new List<Component>(followed.Scripts.Count + followed.Others.Count);
        var findings = followed.Findings;
        var mentions = false;
        foreach (var (file, name, isQuiet) in followed.Scripts.Values)
        {
            mentions |= file.Sources.MentionsContext;
            var (form, note) = scripts.Form(file);
            components.Add(form.Error is null
                ? new Component(ComponentKind.Code, name, form.Hash, note)
                : new Component(ComponentKind.Code, name, file.Content, WholeFile.Note));
            if (form.Error is { } error && !isQuiet) findings.Add(new Finding("r-syntax", new Place(name, error.Line, error.Column), $"R cannot read this script: {error.Message}"));
        }

        foreach (var (path, name) in followed.Others)
        {
            if (WholeFile.Raw(path, name, context) is { } component) components.Add(component);
        }

        components.Sort((a, b) => string.CompareOrdinal(a.Name, b.Name));
        return new CodeReach(components, null, findings, mentions);
    }
}
