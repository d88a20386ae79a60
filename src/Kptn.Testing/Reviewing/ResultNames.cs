using Kptn.Testing.Running;
using Kptn.Testing.Snapshots;

namespace Kptn.Testing.Reviewing;

/// <summary>Results go by one name in the store, and by another among people.</summary>
internal static class ResultNames
{
    /// <summary>The name that people see.</summary>
    public static string Shown(string output) => output == ReceivedOutput.ResultPath ? MadeFiles.ResultPath : output;
}
