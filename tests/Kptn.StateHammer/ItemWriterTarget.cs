using Kptn.Engine.Mapping;
using Kptn.Engine.State;

namespace Kptn.StateHammer;

/// <summary>Does to a writer what the script says.</summary>
public sealed class ItemWriterTarget(IItemWriter writer) : IItemTarget
{
    public int Session(string run)
    {
        var sessions = writer.Sessions;
        for (var number = sessions.Count - 1; number >= 0; number--)
        {
            if (sessions[number].RunId == run) return number;
        }

        return writer.BeginSession(run, ItemScript.Common(run));
    }

    public void Record(ItemState item) => writer.Record(item);

    public void Start(IReadOnlyList<string> keys, int session) => writer.RecordStart([.. keys.Select(ItemId.Of)], session);

    public void Drop(IReadOnlyList<string> keys)
    {
        var numbers = new List<int>();
        foreach (var key in keys)
        {
            if (writer.TryFind(ItemId.Of(key), out var slot)) numbers.Add(slot.Number);
        }

        writer.Drop(numbers);
    }

    public void Forget(IReadOnlyList<string> paths) => writer.ForgetOrphans(paths);
}
