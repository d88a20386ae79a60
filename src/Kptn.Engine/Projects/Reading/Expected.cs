namespace Kptn.Engine.Projects.Reading;

/// <summary>Phrases for what was expected.</summary>
internal static class Expected
{
    /// <summary><c>a, b or c</c>.</summary>
    public static string OneOf(IReadOnlyList<string> choices)
        => choices.Count == 1 ? choices[0] : $"{string.Join(", ", choices.SkipLast(1))} or {choices[^1]}";
}
