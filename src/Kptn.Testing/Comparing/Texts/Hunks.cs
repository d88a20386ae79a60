using Kptn.Testing.Comparing.Settings;
using Kptn.Testing.Comparing.Tables.Values;

namespace Kptn.Testing.Comparing.Texts;

/// <summary>Puts differing lines together with some around them.</summary>
internal sealed class Hunks
{
    private readonly string[] _old;
    private readonly string[] _new;
    private readonly SampleLimits _limits;
    private readonly List<TextHunk> _hunks = [];
    private int _shown;
    private bool _isCut;

    private Hunks(string[] old, string[] next, SampleLimits limits) => (_old, _new, _limits) = (old, next, limits);

    /// <summary>The difference of two texts.</summary>
    public static TextDiff Of(string[] old, string[] next, IReadOnlyList<LineBlock> blocks, SampleLimits limits)
    {
        var hunks = new Hunks(old, next, limits);
        for (int start = 0, end; start < blocks.Count; start = end)
        {
            for (end = start + 1; end < blocks.Count && blocks[end].OldStart - (blocks[end - 1].OldStart + blocks[end - 1].OldCount) <= limits.Context * 2;) end++;
            hunks.Add([.. blocks.Skip(start).Take(end - start)]);
            if (!hunks._isCut) continue;
            break;
        }

        return new TextDiff
        {
            OldLines = old.Length,
            NewLines = next.Length,
            Added = blocks.Sum(block => (long)block.NewCount),
            Removed = blocks.Sum(block => (long)block.OldCount),
            Hunks = hunks._hunks,
            IsCut = hunks._isCut,
        };
    }

    private void Add(List<LineBlock> blocks)
    {
        var (first, last) = (blocks[0], blocks[^1]);
        var before = Math.Min(_limits.Context, first.OldStart);
        var after = Math.Min(_limits.Context, _old.Length - last.OldStart - last.OldCount);
        var (oldStart, newStart) = (first.OldStart - before, first.NewStart - before);
        var lines = new List<TextLine>();
        var at = oldStart;
        foreach (var block in blocks)
        {
            Take(lines, DiffKind.Same, _old, at, block.OldStart - at);
            Take(lines, DiffKind.Removed, _old, block.OldStart, block.OldCount, _new.AsSpan(block.NewStart, block.NewCount));
            Take(lines, DiffKind.Added, _new, block.NewStart, block.NewCount, _old.AsSpan(block.OldStart, block.OldCount));
            at = block.OldStart + block.OldCount;
        }

        Take(lines, DiffKind.Same, _old, at, after);
        if (lines.Count > 0)
            _hunks.Add(new TextHunk(oldStart + 1, at + after - oldStart, newStart + 1, last.NewStart + last.NewCount + after - newStart, lines));
    }

    // Of a long block its beginning is shown, on both sides; of a long line the part that differs from the one in its place.
    private void Take(List<TextLine> lines, DiffKind kind, string[] from, int start, int count, ReadOnlySpan<string> others = default)
    {
        var left = _limits.Lines - _shown;
        var taken = Math.Min(count, kind == DiffKind.Removed ? (left + 1) / 2 : left);
        _isCut |= taken < count;
        _shown += taken;
        for (var i = 0; i < taken; i++)
        {
            var text = from[start + i];
            lines.Add(new TextLine(kind, i < others.Length ? CellText.Shorten(text, others[i], _limits.Characters).Old! : CellText.Shorten(text, _limits.Characters)!));
        }
    }
}
