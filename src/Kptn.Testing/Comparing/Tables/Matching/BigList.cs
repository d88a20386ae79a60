namespace Kptn.Testing.Comparing.Tables.Matching;

/// <summary>A list that grows without copying what it holds.</summary>
/// <typeparam name="T">What it holds.</typeparam>
internal sealed class BigList<T>
    where T : unmanaged
{
    private const int Shift = 16;
    private const int Mask = (1 << Shift) - 1;

    private readonly List<T[]> _parts = [];
    private T[] _last = [];
    private int _free;

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    public T this[int index] => _parts[index >> Shift][index & Mask];

    /// <summary>Adds one.</summary>
    public void Add(T value)
    {
        if (_free == _last.Length) Grow();
        _last[_free++] = value;
        Count++;
    }

    private void Grow()
    {
        if (Count == int.MaxValue - Mask) throw new Reading.NotATableException("the table has more than 2,147 million rows");
        // Most tables are small.
        if (_parts.Count == 1 && _last.Length <= Mask)
        {
            Array.Resize(ref _last, Math.Min(_last.Length * 4, Mask + 1));
            _parts[0] = _last;
            return;
        }

        _last = new T[_parts.Count == 0 ? 64 : Mask + 1];
        _free = 0;
        _parts.Add(_last);
    }
}
