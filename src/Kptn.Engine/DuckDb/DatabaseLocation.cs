using System.Text;
using Kptn.Engine.Fingerprints;
using Kptn.Engine.Projects;

namespace Kptn.Engine.DuckDb;

/// <summary>
/// The file that a project's function told for its database. It is remembered, so that a plan, and a run without anything to do, need not call the
/// function; whatever uses the database asks again.
/// </summary>
/// <param name="cachePath">Where it is remembered.</param>
/// <param name="function">Hash of the function: its name, its code and the config that it is filled from.</param>
internal sealed class DatabaseLocation(string cachePath, Hash256 function)
{
    /// <summary>Where it is remembered in a project's <c>.kptn</c> folder.</summary>
    public static string PathIn(string kptnDir) => System.IO.Path.Combine(kptnDir, "cache", "database");

    private readonly Lock _gate = new();
    private string[]? _remembered;
    private string? _told;

    /// <summary>The file, absolute, as told now or remembered; <see langword="null"/> for a database in memory, or where it is not known.</summary>
    public string? Path => (_told ?? Remembered(1)) is { Length: > 0 } path ? path : null;

    /// <summary>Whether anything is known of it.</summary>
    public bool IsKnown => _told is not null || Remembered(1) is not null;

    /// <summary>Whether the function has told it to this process.</summary>
    public bool IsTold => _told is not null;

    /// <summary>Whether it was this function, as it is now, that told what is remembered.</summary>
    public bool IsCurrent => IsTold || Remembered(0) == function.ToString();

    /// <summary>Keeps what the function told.</summary>
    /// <param name="path">The file, absolute; <see langword="null"/> for a database in memory.</param>
    public void Tell(string? path)
    {
        if (_told is null && path == Path && IsKnown && IsCurrent)
        {
            _told = path ?? "";
            return;
        }

        _told = path ?? "";
        CacheFile.Write(cachePath, writer =>
        {
            writer.Write(function.ToString());
            writer.Write(_told);
        });
    }

    private string? Remembered(int index)
    {
        lock (_gate)
        {
            _remembered ??= Read();
            return _remembered.Length > index ? _remembered[index] : null;
        }
    }

    private string[] Read()
    {
        try
        {
            if (CacheFile.Read(cachePath) is not { } content) return [];
            using var reader = new BinaryReader(content, Encoding.UTF8);
            return [reader.ReadString(), reader.ReadString()];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException or ArgumentException)
        {
            return [];
        }
    }
}
