using Kptn.Engine.State;

namespace Kptn.StateHammer;

/// <summary>What things are done to: a writer, or a model of one.</summary>
public interface IItemTarget
{
    /// <summary>The number of a run's session.</summary>
    int Session(string run);

    void Record(ItemState item);

    void Start(IReadOnlyList<string> keys, int session);

    void Drop(IReadOnlyList<string> keys);

    void Forget(IReadOnlyList<string> paths);
}
