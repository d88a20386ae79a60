using Kptn.Engine.Projects;

namespace Kptn.Engine.State.Local;

/// <summary>The base of a key: a <see cref="FileHeader"/> that names the key, and one record with the base. It is replaced in one step.</summary>
internal static class BaseFile
{
    public const int Version = 1;
    private const string Name = "base";

    private static ReadOnlySpan<byte> Magic => "kptnbas\n"u8;

    /// <summary>Reads the base in a key's folder; <see langword="null"/> where there is none, or none that can be read.</summary>
    /// <exception cref="StateFormatException">A newer kptn wrote it, or it is another key's.</exception>
    public static StateBase? Read(string folder, StateKey key)
    {
        var path = Path.Combine(folder, Name);
        if (Parse(LogFile.Read(path), path) is not var (owner, value)) return null;
        if (StoredText.Same(owner.StorageKey, key.StorageKey) && StoredText.Same(owner.Namespace, key.Namespace)) return value;
        throw new StateFormatException(path, $"it is of '{owner.StorageKey}' / '{owner.Namespace}', not of '{key.StorageKey}' / '{key.Namespace}'; move it away");
    }

    /// <summary>Whose folder it is; <see langword="null"/> where there is no base that tells.</summary>
    public static StateKey? OwnerOf(string folder)
    {
        try
        {
            var path = Path.Combine(folder, Name);
            return File.Exists(path) ? Parse(LogFile.Read(path), path)?.Owner : null;
        }
        catch (StateFormatException)
        {
            return null;
        }
    }

    /// <summary>Writes the base, durably.</summary>
    /// <exception cref="IOException">It cannot be written; the old one stays.</exception>
    public static void Write(string folder, StateKey key, StateBase? value)
    {
        var path = Path.Combine(folder, Name);
        try
        {
            if (value is null)
            {
                if (!File.Exists(path)) return;
                File.Delete(path);
                DurableFile.SyncFolder(folder);
                return;
            }

            var buffer = new RecordBuffer();
            FileHeader.Write(buffer, Magic, Version, [key.StorageKey, key.Namespace]);
            AddRecord(buffer, value);
            DurableFile.Replace(path, path + ".tmp", buffer.Written.Span);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw IoReason.Wrap("write the state file", path, e);
        }
    }

    /// <summary>Sets a base aside that cannot be read.</summary>
    /// <returns>What a user should know.</returns>
    public static IReadOnlyList<Finding> Repair(string folder, string shownFolder, StateKey key)
    {
        var path = Path.Combine(folder, Name);
        DurableFile.DeleteIfPossible(path + ".tmp");
        if (!File.Exists(path) || Read(folder, key) is not null) return [];
        var number = 1;
        while (File.Exists($"{path}.bad-{number}")) number++;
        File.Move(path, $"{path}.bad-{number}");
        return
        [
            new Finding(
                "state-damaged",
                new Place(Path.Combine(shownFolder, Name)),
                $"whose state '{key.StorageKey}' goes on from cannot be read and was set aside as '{Name}.bad-{number}'",
                Suggestion: $"tasks that '{key.StorageKey}' did not run itself run again; kptn state clone brings them back",
                Severity: Severity.Warning),
        ];
    }

    private static void AddRecord(RecordBuffer buffer, StateBase value)
    {
        buffer.Begin();
        buffer.Text(value.From);
        buffer.Text(value.Namespace);
        buffer.Unsigned((ulong)value.Hidden.Count);
        foreach (var task in value.Hidden) buffer.Text(task);
        buffer.End();
    }

    private static (StateKey Owner, StateBase Value)? Parse(byte[] bytes, string path)
    {
        var names = new string[2];
        if (!FileHeader.Read(bytes, path, Magic, Version, names, out var start) || !LogImage.TryFrame(bytes, start, out var payload, out var end)) return null;
        var reader = new RecordReader(bytes, payload, end);
        var (from, space) = (reader.Text(), reader.Text());
        var hidden = new string[reader.Count()];
        for (var i = 0; i < hidden.Length; i++) hidden[i] = reader.Text();
        return reader.Bad || reader.Left > 0 ? null : (new StateKey(names[0], names[1]), new StateBase(from, space, hidden));
    }
}
