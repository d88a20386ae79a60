using System.Runtime.InteropServices;
using Kptn.Testing.Comparing.Tables.Reading;
using Kptn.Testing.Comparing.Tables.Values;

namespace Kptn.Testing.Comparing.Tables.Tallying;

/// <summary>Adds up the changed cells of one column.</summary>
internal sealed class ColumnTally(int samples)
{
    /// <summary>Different changes that are counted; a column with more has no frequent ones.</summary>
    private const int MostTransitions = 10_000;

    private readonly Dictionary<ulong, (long Count, int Old, int New)> _transitions = [];
    private readonly Best<(int Old, int New)> _samples = new(samples);
    private readonly NumberTally _numbers = new();

    public long Changed { get; private set; }

    public long Filled { get; private set; }

    public long Emptied { get; private set; }

    /// <summary>How far its numbers moved.</summary>
    public NumberChange? Numbers => _numbers.ToChange();

    /// <summary>Rows with some of its changes.</summary>
    public IReadOnlyList<(int Old, int New)> Samples => _samples.All();

    /// <summary>The changes that happened more than once, the most frequent first, each with a row that has it.</summary>
    public IReadOnlyList<(long Count, int Old, int New)> Transitions =>
        [.. _transitions.Values.Where(entry => entry.Count > 1).OrderByDescending(entry => entry.Count).ThenBy(entry => entry.New).Take(samples)];

    /// <summary>Adds a changed cell.</summary>
    /// <returns>How far it moved as a part of its value; 1 where it is no number.</returns>
    public double Add(Cell before, Cell after, int old, int next)
    {
        Changed++;
        if (before.IsNull) Filled++;
        if (after.IsNull) Emptied++;
        var movement = Movement.Between(before, after);
        if (movement is { } distance) _numbers.Add(distance);
        _samples.Add(movement?.Relative ?? 0, (old, next));
        Count(before, after, old, next);
        return movement?.Relative ?? 1;
    }

    private void Count(Cell before, Cell after, int old, int next)
    {
        var change = CellHash.Of(CellHash.Of(before.Text, CellSeeds.Of(1, before.Kind)), CellHash.Of(after.Text, CellSeeds.Of(1, after.Kind)));
        if (_transitions.Count >= MostTransitions)
        {
            ref var known = ref CollectionsMarshal.GetValueRefOrNullRef(_transitions, change);
            if (!System.Runtime.CompilerServices.Unsafe.IsNullRef(ref known)) known.Count++;
            return;
        }

        ref var entry = ref CollectionsMarshal.GetValueRefOrAddDefault(_transitions, change, out var isThere);
        entry = isThere ? entry with { Count = entry.Count + 1 } : (1, old, next);
    }
}
