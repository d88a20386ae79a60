using System.Security.Cryptography;

namespace Kptn.Engine.Languages.Python;

/// <summary>The worker's own program, which lies in this assembly: what starts, and the part that serves items, which it loads from beside it.</summary>
internal static class PythonWorkerScript
{
    /// <summary>Puts the program into a folder, unless it is there.</summary>
    /// <returns>Its absolute path.</returns>
    public static string PutInto(string folder)
    {
        var (worker, items) = (Read("worker.py"), Read("items.py"));
        var hash = Convert.ToHexStringLower(SHA256.HashData([.. worker, .. items]))[..16];
        Put(Path.Combine(folder, $"items-{hash}.py"), items);
        var path = Path.Combine(folder, $"worker-{hash}.py");
        Put(path, worker);
        return path;
    }

    /// <summary>Puts a module of kptn's own into a folder, unless it is there.</summary>
    /// <returns>Its absolute path.</returns>
    public static string PutFile(string folder, string name)
    {
        var program = Read(name);
        var path = Path.Combine(folder, $"{Path.GetFileNameWithoutExtension(name)}-{Convert.ToHexStringLower(SHA256.HashData(program))[..16]}.py");
        Put(path, program);
        return path;
    }

    private static byte[] Read(string name)
    {
        using var resource = typeof(PythonWorkerScript).Assembly.GetManifestResourceStream("python/" + name)!;
        var program = new byte[resource.Length];
        resource.ReadExactly(program);
        return program;
    }

    private static void Put(string path, byte[] program)
    {
        if (IsThere(path, program)) return;
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var temporary = $"{path}.{Guid.NewGuid():N}.tmp";
        File.WriteAllBytes(temporary, program);
        File.Move(temporary, path, overwrite: true);
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
