using Kptn.Engine.Artifacts;

namespace Kptn.Testing.Snapshots.Naming;

/// <summary>Names of files in a snapshot's folder, by Verify's conventions.</summary>
internal static class SnapshotNames
{
    public const string Manifest = "manifest.verified.json";
    public const string ReceivedManifest = "manifest.received.json";
    public const string Result = "result.verified.json";

    /// <summary>What the names of files that are being written end in; they are ignored by git as received files are.</summary>
    public const string Unfinished = ".received.tmp";

    private const string Verified = ".verified";
    private const string ReceivedMark = ".received";

    /// <summary>Whether it is the name of a file with approved content: plain, below the folder, with the marker in its place.</summary>
    public static bool IsVerified(string file)
    {
        if (file.AsSpan().ContainsAny('\\', ':') || !PathGuard.IsPlain(file) || file.Equals(Manifest, StringComparison.OrdinalIgnoreCase)) return false;
        var name = file[(file.LastIndexOf('/') + 1)..];
        var (stem, extension) = Split(name);
        return (extension == Verified ? stem : Split(stem).Extension == Verified ? Split(stem).Stem : "").Length > 0;
    }

    /// <summary>Whether a file belongs to snapshots, by its name: approved, received or being written.</summary>
    public static bool IsOfSnapshot(string name) => IsReceived(name) || IsApproved(name);

    /// <summary>Whether it is an approved file, by its name.</summary>
    public static bool IsApproved(string name) => HasMark(name, Verified);

    /// <summary>Whether it is a received file, by its name.</summary>
    public static bool IsReceived(string name) => HasMark(name, ReceivedMark);

    /// <summary>The received file beside an approved one.</summary>
    public static string Received(string verified) => Swap(verified, Verified, ReceivedMark);

    /// <summary>The approved file beside a received one.</summary>
    public static string Approved(string received) => Swap(received, ReceivedMark, Verified);

    /// <summary>A name in parts: the last extension, which a name that starts with its only dot has not.</summary>
    public static (string Stem, string Extension) Split(string name)
    {
        var dot = name.LastIndexOf('.');
        return dot <= 0 ? (name, "") : (name[..dot], name[dot..]);
    }

    private static bool HasMark(string name, string mark) =>
        name.EndsWith(mark, StringComparison.OrdinalIgnoreCase) || name.Contains(mark + ".", StringComparison.OrdinalIgnoreCase);

    private static string Swap(string file, string from, string to)
    {
        var at = file.LastIndexOf(from, StringComparison.Ordinal);
        return at < 0 ? file : string.Concat(file.AsSpan(0, at), to, file.AsSpan(at + from.Length));
    }
}
