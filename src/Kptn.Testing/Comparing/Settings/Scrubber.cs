namespace Kptn.Testing.Comparing.Settings;

/// <summary>Replaces what differs with every run.</summary>
/// <param name="Kind">What it finds.</param>
/// <param name="Pattern">For <see cref="ScrubKind.Regex"/>, the regular expression.</param>
/// <param name="With">What stands in its place; <see langword="null"/> for the name of the kind in braces.</param>
public sealed record Scrubber(ScrubKind Kind, string? Pattern = null, string? With = null);
