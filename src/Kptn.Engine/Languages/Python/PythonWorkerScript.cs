using System.Security.Cryptography;

namespace Kptn.Engine.Languages.Python;

/// <summary>The worker's own program, which lies in this assembly.</summary>
internal static class PythonWorkerScript
{
    /// <summary>Puts the program into a folder, unless it is there.</summary>
    /// <returns>Its absolute path.</returns>
    public static string PutInto(string folder)
    {
        using var resource = typeof(PythonWorkerScript).Assembly.GetManifestResourceStream("python/worker.py")!;
        var program = new byte[resource.Length];
        resource.ReadExactly(program);
        var path = Path.Combine(folder, $"worker-{Convert.ToHexStringLower(SHA256.HashData(program))[..16]}.py");
        if (IsThere(path, program)) return path;
        Directory.CreateDirectory(folder);
        var temporary = $"{path}.{Guid.NewGuid():N}.tmp";
        File.WriteAllBytes(temporary, program);
        File.Move(temporary, path, overwrite: true);
        return path;
    }

    private static bool IsThere(string path, byte[] program)
    {
        try
        {
            return File.ReadAllBytes(path).AsSpan().SequenceEqual(program);
        }
        catch (IOException)
        {
            return false;
        }
    }
}
