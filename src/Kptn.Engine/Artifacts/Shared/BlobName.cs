namespace Kptn.Engine.Artifacts.Shared;

/// <summary>Names of blobs: parts of letters, digits, <c>.</c>, <c>_</c> and <c>-</c>, with <c>/</c> between them.</summary>
public static class BlobName
{
    /// <summary>The longest name, so that it fits behind any prefix.</summary>
    public const int MaxLength = 500;

    /// <summary>The first part that no name may have: what is being written lies there.</summary>
    internal const string Temporary = "tmp";

    private const int MaxPartLength = 200;

    /// <summary>Whether a text is a name.</summary>
    /// <param name="name">The text.</param>
    public static bool IsValid(string name) =>
        name.Length is > 0 and <= MaxLength && name != Temporary && !name.StartsWith(Temporary + "/", StringComparison.Ordinal) && name.Split('/').All(IsPart);

    /// <summary>Refuses what is no name.</summary>
    /// <param name="name">The text.</param>
    /// <exception cref="ArgumentException">It is none.</exception>
    public static string Check(string name) =>
        IsValid(name) ? name : throw new ArgumentException($"'{name}' is not a name that shared content can have", nameof(name));

    /// <summary>Refuses what no name starts with.</summary>
    /// <param name="prefix">The text; empty is fine.</param>
    /// <exception cref="ArgumentException">None does.</exception>
    public static string CheckPrefix(string prefix) =>
        prefix.Length == 0 || IsValid(prefix.EndsWith('/') ? prefix[..^1] : prefix) ? prefix : throw new ArgumentException($"'{prefix}' is not what names of shared content start with", nameof(prefix));

    private static bool IsPart(string part) =>
        part.Length is > 0 and <= MaxPartLength && part is not ("." or "..") && part.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '_' or '-');
}
