using Kptn.Engine.Fingerprints;

namespace Kptn.Engine.Languages;

/// <summary>A program in another language that lies in this assembly.</summary>
internal static class EmbeddedProgram
{
    /// <summary>Puts a program into a folder, unless it is there as it should be.</summary>
    /// <param name="name">Its name in the assembly, such as <c>r/facts.R</c>.</param>
    /// <param name="folder">The folder, absolute.</param>
    /// <returns>Its absolute path, which no other version of it has.</returns>
    public static string PutInto(string name, string folder)
    {
        Directory.CreateDirectory(folder);
        using var resource = typeof(EmbeddedProgram).Assembly.GetManifestResourceStream(name)!;
        var content = new byte[resource.Length];
        resource.ReadExactly(content);
        var path = Path.Combine(folder, $"{Path.GetFileNameWithoutExtension(name)}-{Hash256.Of(content).ToString()[..12]}{Path.GetExtension(name)}");
        if (IsThere(path, content)) return path;
        var temporary = $"{path}.{Guid.NewGuid():N}.tmp";
        File.WriteAllBytes(temporary, content);
        File.Move(temporary, path, overwrite: true);
        return path;
    }

    private static bool IsThere(string path, byte[] content)
    {
        try
        {
            return File.ReadAllBytes(path).AsSpan().SequenceEqual(content);
        }
        catch (IOException)
        {
            return false;
        }
    }
}
