using Kptn.Testing.Comparing.Settings;

namespace Kptn.Testing.Comparing.Scrubbing;

/// <summary>All scrubbers of some settings, ready to use.</summary>
internal sealed class Scrubs(IReadOnlyList<Scrubber> scrubbers)
{
    private readonly Scrub[] _scrubs = [.. scrubbers.Select(Scrub.Of)];

    /// <summary>Whether there is nothing to do.</summary>
    public bool IsEmpty => _scrubs.Length == 0;

    /// <summary>Whether a text may have something to replace; quick, for the millions that have not.</summary>
    public bool MayChange(ReadOnlySpan<byte> text)
    {
        foreach (var scrub in _scrubs)
        {
            if (scrub.MayChange(text)) return true;
        }

        return false;
    }

    /// <summary>The text with all that is found replaced.</summary>
    public string Apply(string text)
    {
        foreach (var scrub in _scrubs) text = scrub.Pattern.Replace(text, scrub.With);
        return text;
    }
}
