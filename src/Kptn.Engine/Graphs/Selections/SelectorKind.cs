namespace Kptn.Engine.Graphs.Selections;

/// <summary>What a word of a selection is about.</summary>
public enum SelectorKind
{
    /// <summary>A task's name or a glob over names.</summary>
    Name,

    /// <summary><c>tag:</c>, a tag or a glob over tags.</summary>
    Tag,

    /// <summary><c>file:</c>, a script, a path under <c>code_deps</c>, or a glob over them.</summary>
    File,

    /// <summary><c>state:</c>, what the plan says of a task.</summary>
    State,
}
