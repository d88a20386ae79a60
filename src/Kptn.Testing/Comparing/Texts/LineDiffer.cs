using DiffPlex;

namespace Kptn.Testing.Comparing.Texts;

/// <summary>Finds the lines that differ. Long texts are cut at lines that stand once in each, so that the time stays bounded.</summary>
internal sealed class LineDiffer
{
    /// <summary>Lines of a part that is compared line against line.</summary>
    private const int MostLines = 3_000;

    private readonly string[] _old;
    private readonly string[] _new;
    private readonly CancellationToken _cancellation;
    private readonly List<LineBlock> _blocks = [];

    private LineDiffer(string[] old, string[] next, CancellationToken cancellation) => (_old, _new, _cancellation) = (old, next, cancellation);

    /// <summary>The differing parts of two texts, in order.</summary>
    public static IReadOnlyList<LineBlock> Compare(string[] old, string[] next, CancellationToken cancellation)
    {
        var differ = new LineDiffer(old, next, cancellation);
        differ.Compare(0, old.Length, 0, next.Length);
        return differ._blocks;
    }

    private void Compare(int oldStart, int oldEnd, int newStart, int newEnd)
    {
        _cancellation.ThrowIfCancellationRequested();
        while (oldStart < oldEnd && newStart < newEnd && _old[oldStart] == _new[newStart]) (oldStart, newStart) = (oldStart + 1, newStart + 1);
        while (oldStart < oldEnd && newStart < newEnd && _old[oldEnd - 1] == _new[newEnd - 1]) (oldEnd, newEnd) = (oldEnd - 1, newEnd - 1);
        var (oldCount, newCount) = (oldEnd - oldStart, newEnd - newStart);
        if (oldCount == 0 && newCount == 0) return;
        if (oldCount == 0 || newCount == 0)
        {
            Add(new LineBlock(oldStart, oldCount, newStart, newCount));
            return;
        }

        if (oldCount <= MostLines && newCount <= MostLines)
        {
            CompareAll(oldStart, oldEnd, newStart, newEnd);
            return;
        }

        var anchors = Anchors.Find(_old.AsSpan(oldStart, oldCount), _new.AsSpan(newStart, newCount));
        if (anchors.Count == 0)
        {
            Add(new LineBlock(oldStart, oldCount, newStart, newCount));
            return;
        }

        var (oldAt, newAt) = (oldStart, newStart);
        foreach (var (old, next) in anchors)
        {
            Compare(oldAt, oldStart + old, newAt, newStart + next);
            (oldAt, newAt) = (oldStart + old + 1, newStart + next + 1);
        }

        Compare(oldAt, oldEnd, newAt, newEnd);
    }

    private void CompareAll(int oldStart, int oldEnd, int newStart, int newEnd)
    {
        var result = new Differ().CreateLineDiffs(string.Join('\n', _old[oldStart..oldEnd]), string.Join('\n', _new[newStart..newEnd]), ignoreWhitespace: false);
        foreach (var block in result.DiffBlocks)
            Add(new LineBlock(oldStart + block.DeleteStartA, block.DeleteCountA, newStart + block.InsertStartB, block.InsertCountB));
    }

    private void Add(LineBlock block)
    {
        if (_blocks is [.., var last] && last.OldStart + last.OldCount == block.OldStart && last.NewStart + last.NewCount == block.NewStart)
            _blocks[^1] = last with { OldCount = last.OldCount + block.OldCount, NewCount = last.NewCount + block.NewCount };
        else
            _blocks.Add(block);
    }
}
