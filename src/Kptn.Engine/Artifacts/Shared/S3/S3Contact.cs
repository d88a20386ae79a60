namespace Kptn.Engine.Artifacts.Shared.S3;

/// <summary>
/// Whether a place answers. One that never has is not asked as often as one that did a moment ago, and one that is out of reach is left alone for a while, or
/// everything that asks would wait for it anew. Safe for many threads.
/// </summary>
internal sealed class S3Contact
{
    /// <summary>How often a call is made again at the most.</summary>
    public const int Retries = 6;

    /// <summary>How long a call may take that carries little, to a place that answers.</summary>
    public static readonly TimeSpan Answer = TimeSpan.FromSeconds(20);

    private const int RetriesOfSilence = 2;
    private const int FirstRetries = 3;
    private const int FirstRetriesOfSilence = 1;
    private const long RestMilliseconds = 5_000;
    private static readonly TimeSpan FirstAnswer = TimeSpan.FromSeconds(8);
    private volatile bool _hasAnswered;
    private volatile Outage? _outage;

    /// <summary>How long a call may take that carries little.</summary>
    public TimeSpan Short => _hasAnswered ? Answer : FirstAnswer;

    /// <summary>It answered.</summary>
    public void Answered()
    {
        _hasAnswered = true;
        _outage = null;
    }

    /// <summary>A call came to its end, and nobody was there.</summary>
    public void Failed(BlobStoreException error) => _outage = new Outage(error, Environment.TickCount64);

    /// <summary>Makes sure that it is not left alone at present.</summary>
    /// <exception cref="BlobStoreException">It was out of reach a moment ago.</exception>
    public void Check()
    {
        if (_outage is { } outage && Environment.TickCount64 - outage.At < RestMilliseconds) throw new BlobStoreException(outage.Error.Message, outage.Error.Reason, outage.Error);
    }

    /// <summary>Whether to make a call again.</summary>
    /// <param name="error">What it came to.</param>
    /// <param name="attempt">How often it was made again before.</param>
    public bool IsWorthMore(Exception error, int attempt)
    {
        if (!S3Errors.MayPass(error)) return false;
        if (!S3Errors.IsNobody(error)) return attempt < Retries;
        if (_outage is not null) return false;
        if (S3Errors.IsSilence(error)) return attempt < (_hasAnswered ? RetriesOfSilence : FirstRetriesOfSilence);
        return attempt < (_hasAnswered ? Retries : FirstRetries);
    }

    private sealed record Outage(BlobStoreException Error, long At);
}
