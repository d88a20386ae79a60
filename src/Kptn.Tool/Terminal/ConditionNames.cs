using Kptn.Engine.Fingerprints;

namespace Kptn.Tool.Terminal;

/// <summary>How outputs are found on disk, in the words of listings.</summary>
internal static class ConditionNames
{
    public static string Of(OutputCondition condition) => condition switch
    {
        OutputCondition.AsRecorded => "as recorded",
        OutputCondition.Missing => "missing",
        _ => "modified",
    };
}
