using Kptn.Engine.State.Local;

namespace Kptn.Engine.Execution;

/// <summary>Counts outputs that could not be kept, and says so in as few words as will do. Belongs to one thread.</summary>
/// <param name="place">Where they were to be kept.</param>
/// <param name="notice">Gets what a user should know, with whom it is about.</param>
internal sealed class KeeperLosses(string place, Action<string, string> notice)
{
    private int _failed;
    private int _left;

    /// <summary>One could not be kept.</summary>
    public void Add(string owner, string path, Exception error)
    {
        _failed++;
        if (_failed == 1) notice(owner, $"its output '{path}' could not be kept among the artifacts in '{place}': {IoReason.Of(error)}; the task counts, but 'kptn restore' will not have this output");
    }

    /// <summary>One was left since the run was stopped.</summary>
    public void Leave() => _left++;

    /// <summary>Says how many there were.</summary>
    public void Report()
    {
        if (_failed > 1) notice("", $"{_failed} outputs could not be kept among the artifacts in '{place}'; free some room or set settings.artifacts to another folder, or to 'none'");
        if (_left > 0) notice("", $"{_left} {(_left == 1 ? "output was" : "outputs were")} not kept among the artifacts, since the run was stopped; 'kptn restore' will not have {(_left == 1 ? "it" : "them")}");
    }
}
