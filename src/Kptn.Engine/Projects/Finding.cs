namespace Kptn.Engine.Projects;

/// <summary>One thing that is wrong with a project, told so that a user can mend it.</summary>
/// <param name="Code">Stable code, such as <c>unknown-key</c>.</param>
/// <param name="Place">Where it stands.</param>
/// <param name="Message">What is wrong, with the offending value, in one sentence without a full stop.</param>
/// <param name="Expected">What was expected instead; empty where the message says it.</param>
/// <param name="Suggestion">The near name that was probably meant, or a next step.</param>
/// <param name="Severity">Whether it stops a run.</param>
public sealed record Finding(
    string Code,
    Place Place,
    string Message,
    string Expected = "",
    string Suggestion = "",
    Severity Severity = Severity.Error);
