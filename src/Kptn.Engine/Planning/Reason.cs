namespace Kptn.Engine.Planning;

/// <summary>Why a task runs.</summary>
/// <param name="Kind">The kind of reason.</param>
/// <param name="Detail">What exactly: <c>util.py:clean</c>, <c>A/A.csv</c>; empty where the kind says it all.</param>
/// <param name="More">How many further things of the same kind there are.</param>
public sealed record Reason(ReasonKind Kind, string Detail = "", int More = 0)
{
    /// <summary>The kind in words, as in roll-ups.</summary>
    public static string Label(ReasonKind kind) => kind switch
    {
        ReasonKind.NoCachedState => "no cached state",
        ReasonKind.Forced => "forced",
        ReasonKind.PreviousRunFailed => "previous run failed",
        ReasonKind.Incomplete => "incomplete",
        ReasonKind.Interrupted => "interrupted",
        ReasonKind.CodeChanged => "code changed",
        ReasonKind.DefinitionChanged => "definition changed",
        ReasonKind.ArgsChanged => "args changed",
        ReasonKind.ConfigChanged => "config changed",
        ReasonKind.EnvChanged => "env changed",
        ReasonKind.InputsChanged => "inputs changed",
        ReasonKind.DataChanged => "data changed",
        ReasonKind.OutputsMissing => "outputs missing",
        _ => "outputs modified",
    };

    /// <summary>The reason as shown: <c>code changed: util.py:clean</c>.</summary>
    public override string ToString()
    {
        if (Kind == ReasonKind.Incomplete && Detail.Length > 0) return $"{Label(Kind)} ({Detail})";
        var text = Detail.Length == 0 ? Label(Kind) : $"{Label(Kind)}: {Detail}";
        return More == 0 ? text : $"{text} (+{More} more)";
    }
}
