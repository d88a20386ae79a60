using Kptn.Engine.Fingerprints;
using Kptn.Engine.Languages.Sql.Tables;
using Kptn.Engine.Projects;

namespace Kptn.Engine.Languages;

/// <summary>The code that something reaches.</summary>
/// <param name="Components">Code components, named <c>path/of/file.py:name</c> (a definition) or <c>path/of/file.R</c> (a whole file), paths relative to the project with <c>/</c>. <see cref="Component.Note"/> says which normaliser read it.</param>
/// <param name="Parameters">The signature of the function; <see langword="null"/> where there is none or it could not be read.</param>
/// <param name="Findings">Missing scripts, functions, sourced files, syntax errors, what could not be followed (a warning).</param>
/// <param name="MentionsContext">Whether a file it reaches mentions <c>KPTN_CONTEXT</c>, so that it may read config.</param>
public sealed record CodeReach(
    IReadOnlyList<Component> Components,
    CodeSignature? Parameters,
    IReadOnlyList<Finding> Findings,
    bool MentionsContext = false)
{
    /// <summary>Files of the project, absolute, that are loaded when it runs, also where nothing in them counts as reached: modules that are only imported. None unless <see cref="CodeContext.WithLoaded"/> asks for them.</summary>
    public IReadOnlyList<string> Loaded { get; init; } = [];

    /// <summary>The tables of a SQL script.</summary>
    internal SqlTables Tables { get; init; } = SqlTables.None;
}
