using Kptn.Testing.Comparing.Settings;

namespace Kptn.Testing.Comparing;

/// <summary>Compares outputs.</summary>
public static class OutputComparer
{
    /// <summary>Compares an output before and after: files or folders.</summary>
    /// <param name="path">The path that people know it by.</param>
    /// <param name="oldFile">The file or folder before; where nothing is there, the output was added.</param>
    /// <param name="newFile">The file or folder after; where nothing is there, the output was removed.</param>
    /// <param name="settings">How to compare.</param>
    /// <param name="cancellation">Ends the comparison.</param>
    public static OutputDiff Compare(string path, string? oldFile, string? newFile, CompareSettings settings, CancellationToken cancellation = default)
        => throw new NotImplementedException();
}
