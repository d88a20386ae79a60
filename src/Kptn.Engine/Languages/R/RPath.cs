using System.Runtime.InteropServices;

namespace Kptn.Engine.Languages.R;

/// <summary>A path that a script names by constants.</summary>
/// <param name="Base">What it starts from where it is relative.</param>
/// <param name="Text">The path as written.</param>
/// <param name="Listing">The regular expression of a folder's listing (empty for all files); <see langword="null"/> for one file.</param>
/// <param name="Recursive">Whether a listing descends.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct RPath(RPathBase Base, string Text, string? Listing = null, bool Recursive = false)
{
    /// <summary>Whether it does not start from a folder of the script.</summary>
    public bool IsRooted => Text.StartsWith('/') || Text.StartsWith('~') || Text.StartsWith('\\') || (Text.Length > 1 && Text[1] == ':') || IsNetwork;

    /// <summary>Whether it is fetched from another machine.</summary>
    public bool IsNetwork => Text.StartsWith("http://", StringComparison.OrdinalIgnoreCase)
        || Text.StartsWith("https://", StringComparison.OrdinalIgnoreCase)
        || Text.StartsWith("ftp://", StringComparison.OrdinalIgnoreCase);

    /// <summary>This path, started from another.</summary>
    public RPath From(RPath folder) =>
        IsRooted || Base is not RPathBase.Working || folder == new RPath(RPathBase.Working, "") ? this
        : this with { Base = folder.Base, Text = Text.Length == 0 || Text == "." ? folder.Text : folder.Text.Length == 0 ? Text : $"{folder.Text}/{Text}" };
}
