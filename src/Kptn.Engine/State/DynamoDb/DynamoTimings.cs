namespace Kptn.Engine.State.DynamoDb;

/// <summary>How long things take and may take.</summary>
internal sealed record DynamoTimings
{
    /// <summary>How long a holder may be silent before others take its lease over.</summary>
    public TimeSpan TimeToLive { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How often a holder gives a sign of life.</summary>
    public TimeSpan Beat { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long records wait for others at the start of a run; later somewhat longer, so that a long run costs hundreds of requests.</summary>
    public TimeSpan ShortestDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest that records wait for others.</summary>
    public TimeSpan LongestDelay { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>As many bytes do not wait.</summary>
    public int GroupBytes { get; init; } = 1 << 18;

    /// <summary>How long a run goes on without DynamoDB taking its records.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(3);

    /// <summary>How often one request is tried, the first included.</summary>
    public int Tries { get; init; } = 8;

    /// <summary>How often a request is tried where nobody answered yet, and nobody is there.</summary>
    public int FirstTries { get; init; } = 4;

    /// <summary>How often a request is tried where nobody answered yet, and it is silent.</summary>
    public int FirstTriesInSilence { get; init; } = 2;

    /// <summary>How long a request may take where nobody answered yet.</summary>
    public TimeSpan FirstAnswer { get; init; } = TimeSpan.FromSeconds(8);

    /// <summary>How often a request is tried that gets no answer in time.</summary>
    public int TriesInSilence { get; init; } = 3;

    /// <summary>The first pause between two tries of a request.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>The longest pause between two tries.</summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a reader waits for another that brings the mirror up to date.</summary>
    public TimeSpan MirrorWait { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long what one read told answers the next questions of the same command.</summary>
    public TimeSpan Freshness { get; init; } = TimeSpan.FromSeconds(2);
}
