using System.Text;
using Kptn.Engine.Fingerprints;

namespace Kptn.Engine.Artifacts.Shared.Uploading;

/// <summary>
/// What is still to be sent, on disk: a line <c>+hash</c> before content is kept, <c>-hash</c> once it is in the shared place. Each process has a file of its own,
/// which it holds locked; what a killed one left is taken over by the next. Nobody waits for the disk: content that a loss of power took has no note to need.
/// </summary>
/// <param name="folder">The folder of notes, absolute; it is made when something is noted.</param>
internal sealed class UploadNotes(string folder) : IDisposable
{
    private const string Extension = ".pending";
    private readonly Lock _gate = new();
    private FileStream? _held;
    private FileStream? _file;

    /// <summary>Notes that content is to be sent.</summary>
    /// <exception cref="IOException">It could not be noted.</exception>
    public void Add(Hash256 hash) => Write('+', hash);

    /// <summary>Notes that content was sent, or is nowhere any more.</summary>
    public void Remove(Hash256 hash)
    {
        try
        {
            Write('-', hash);
        }
        catch (IOException)
        {
            // On a full disk. Then it is looked for once more, and found.
        }
    }

    /// <summary>Whether processes left notes; looks at names only.</summary>
    public bool Any() => Directory.Exists(folder) && Directory.EnumerateFiles(folder, "*" + Extension).Any(file => file != _file?.Name);

    /// <summary>Reads what others have noted, those that live among them.</summary>
    public HashSet<Hash256> Read()
    {
        var all = new HashSet<Hash256>();
        foreach (var file in Files()) all.UnionWith(Read(file));
        return all;
    }

    /// <summary>Takes over what killed processes left. Their notes are this process's then.</summary>
    /// <exception cref="IOException">The notes could not be written.</exception>
    public HashSet<Hash256> TakeOver()
    {
        var all = new HashSet<Hash256>();
        foreach (var file in Files())
        {
            if (file == _file?.Name || UploadLock.TryTake(file) is not { } held) continue;
            using (held)
            {
                var left = Read(file);
                foreach (var hash in left) Add(hash);
                all.UnionWith(left);
                File.Delete(file);
                UploadLock.Delete(file);
            }
        }

        return all;
    }

    /// <summary>Lets go; where nothing is left to be sent, nothing is left of the notes.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            if (_file is null) return;
            var path = _file.Name;
            _file.Dispose();
            _file = null;
            if (Read(path).Count == 0)
            {
                File.Delete(path);
                UploadLock.Delete(path);
            }

            _held?.Dispose();
            _held = null;
        }
    }

    private static HashSet<Hash256> Read(string path)
    {
        var left = new HashSet<Hash256>();
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var reader = new StreamReader(file, Encoding.ASCII);
            while (reader.ReadLine() is { } line)
            {
                // A line that was torn by a kill is of content that was not kept yet, or is sent again.
                if (line.Length == 0 || HexText.Parse(line.AsSpan(1)) is not { } hash) continue;
                if (line[0] == '+') left.Add(hash);
                else if (line[0] == '-') left.Remove(hash);
            }
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            // Whoever took it over has deleted it meanwhile.
        }

        return left;
    }

    private string[] Files() => Directory.Exists(folder) ? Directory.GetFiles(folder, "*" + Extension) : [];

    private void Write(char sign, Hash256 hash)
    {
        // The line before may have been torn on a full disk.
        var line = Encoding.ASCII.GetBytes($"\n{sign}{hash}\n");
        lock (_gate)
        {
            _file ??= Open();
            _file.Write(line);
        }
    }

    private FileStream Open()
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, $"{Guid.NewGuid():n}{Extension}");
        _held = UploadLock.TryTake(path);
        return new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
    }
}
