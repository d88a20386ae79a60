using System.Security.Cryptography;
using System.Text;
using Kptn.Testing.Comparing.Files;
using Kptn.Testing.Comparing.Folders;
using Kptn.Testing.Comparing.Json;
using Kptn.Testing.Comparing.Scrubbing;
using Kptn.Testing.Comparing.Settings;
using Kptn.Testing.Comparing.Tables.Reading;
using Kptn.Testing.Comparing.Tables.Typed;
using Kptn.Testing.Comparing.Texts;

namespace Kptn.Testing.Comparing.Statistics;

/// <summary>Describes outputs; reads tables once, in little memory.</summary>
public static class OutputDescriber
{
    /// <summary>Describes a file or folder.</summary>
    /// <param name="path">The path that people know it by; its extension tells how it is written.</param>
    /// <param name="file">The file or folder.</param>
    /// <param name="settings">What it is compared as, and how much is kept.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="FileNotFoundException">It is not there.</exception>
    public static OutputDescription Describe(string path, string file, CompareSettings settings, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var entry = OutputEntry.At(file) ?? throw new FileNotFoundException($"'{path}' is not there", file);
        if (entry.IsFolder) return OfFolder(entry);
        var kind = settings.ModeOf(path) is not CompareMode.Auto and var mode ? mode : FileKinds.Of(path, file);
        var description = new OutputDescription { Kind = kind, Size = entry.Size, Hash = FileBytes.Hash(file) };
        try
        {
            if (kind == CompareMode.Table && FileKinds.IsParquet(file)) return TypedDescription.AddTo(description, file, settings, cancellation);
            if (kind == CompareMode.Table) return TableStatistics.AddTo(description, path, file, settings, cancellation);
            if (kind == CompareMode.Json) return description with { Shape = JsonShapes.Of(file, settings.Limits.Values) };
        }
        catch (Exception e) when (e is NotATableException or NotJsonException)
        {
            description = description with { Kind = kind == CompareMode.Table && FileKinds.IsParquet(file) ? CompareMode.Binary : CompareMode.Text };
        }

        return description.Kind == CompareMode.Text && entry.Size <= TextComparer.Largest
            ? description with { Rows = TextLines.Read(file, new Scrubs([])).Lines.Length }
            : description;
    }

    private static OutputDescription OfFolder(OutputEntry folder)
    {
        var files = FolderFiles.Of(folder.Path);
        using var listing = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (name, file) in files) listing.AppendData(Encoding.UTF8.GetBytes($"{FileBytes.Hash(file)}  {name}\n"));
        return new OutputDescription { Kind = CompareMode.Folder, Size = folder.Size, Hash = Convert.ToHexStringLower(listing.GetHashAndReset()), Rows = files.Count };
    }
}
