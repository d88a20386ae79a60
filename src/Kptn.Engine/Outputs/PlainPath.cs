using Kptn.Engine.Fingerprints;

namespace Kptn.Engine.Outputs;

/// <summary>Paths of outputs in the one form in which they can be compared.</summary>
internal static class PlainPath
{
    /// <summary>A path without parts that lead nowhere; in capitals where the file system may not tell case.</summary>
    public static string Of(string path)
    {
        var parts = path.Split('/').Where(part => part is not ("" or "."));
        var plain = string.Join('/', parts) + (path.EndsWith('/') ? "/" : "");
        return OperatingSystem.IsLinux() ? plain : plain.ToUpperInvariant();
    }

    /// <summary>What the paths of all files of a folder or a glob start with; <see langword="null"/> for a file.</summary>
    public static string? Start(string path)
    {
        if (!OutputPath.IsGlob(path)) return path.EndsWith('/') ? path : null;
        var start = path[..path.AsSpan().IndexOfAny('*', '?')];
        return start[..(start.LastIndexOf('/') + 1)];
    }
}
