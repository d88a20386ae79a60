using Amazon.S3.Model;

namespace Kptn.Engine.Artifacts.Shared.S3;

/// <summary>Whether a file may be executed, among what an object says of itself.</summary>
internal static class ObjectMode
{
    private const string Key = "kptn-mode";
    private const string Executable = "x";

    /// <summary>Says it.</summary>
    public static void Write(MetadataCollection metadata, bool isExecutable)
    {
        if (isExecutable) metadata[Key] = Executable;
    }

    /// <summary>Reads it.</summary>
    public static bool IsExecutable(MetadataCollection metadata) => metadata[Key] == Executable;
}
