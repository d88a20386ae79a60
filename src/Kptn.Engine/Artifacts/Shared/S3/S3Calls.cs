using Amazon.Runtime;
using Amazon.S3;
using Polly;
using Polly.Retry;

namespace Kptn.Engine.Artifacts.Shared.S3;

/// <summary>Makes calls to S3: what may go better the next time is tried again, a little later each time; what fails is told as a user can use it.</summary>
internal sealed class S3Calls : IDisposable
{
    /// <summary>How long a call may take for which the server has much to do.</summary>
    public static readonly TimeSpan Long = TimeSpan.FromMinutes(5);

    private const long SlowestPerSecond = 50 << 10;
    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(150);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(5);
    private readonly S3Place _place;
    private readonly Lazy<S3Session> _session;
    private readonly S3Contact _contact = new();
    private readonly ResiliencePipeline _pipeline;

    /// <summary>Prepares calls; nothing is connected yet.</summary>
    /// <param name="place">The place.</param>
    /// <param name="keys">Keys to use; <see langword="null"/> for those that the SDK finds.</param>
    public S3Calls(S3Place place, KeyPair? keys)
    {
        _place = place;
        _session = new Lazy<S3Session>(() => new S3Session(place, keys));
        _pipeline = new ResiliencePipelineBuilder().AddRetry(new RetryStrategyOptions
        {
            MaxRetryAttempts = S3Contact.Retries,
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            Delay = FirstDelay,
            MaxDelay = LongestDelay,
            ShouldHandle = attempt => ValueTask.FromResult(!attempt.Context.CancellationToken.IsCancellationRequested && attempt.Outcome.Exception is { } e && _contact.IsWorthMore(e, attempt.AttemptNumber)),
        }).Build();
    }

    /// <summary>How long a call may take that carries little.</summary>
    public TimeSpan Short => _contact.Short;

    /// <summary>How long a call may take that carries so many bytes.</summary>
    public static TimeSpan For(long bytes) => S3Contact.Answer + TimeSpan.FromSeconds(bytes / (double)SlowestPerSecond);

    /// <summary>Makes a call, which may be made several times.</summary>
    /// <param name="right">The right that it needs, as a policy names it.</param>
    /// <param name="call">The call.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <param name="patience">How long it may take each time; <see cref="Short"/> where nothing is said.</param>
    /// <exception cref="BlobStoreException">It failed each time, or for good.</exception>
    public async Task<T> MakeAsync<T>(string right, Func<AmazonS3Client, CancellationToken, Task<T>> call, CancellationToken cancellation, TimeSpan? patience = null)
    {
        _contact.Check();
        try
        {
            return await _pipeline.ExecuteAsync(token => TryAsync(call, patience ?? Short, token), cancellation).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not (BlobStoreException or OutOfMemoryException) && !cancellation.IsCancellationRequested && S3Errors.Told(e, _place, right) is { } told)
        {
            if (S3Errors.IsNobody(e)) _contact.Failed(told);
            throw told;
        }
        catch (Exception e) when (cancellation.IsCancellationRequested && e is not OperationCanceledException)
        {
            throw new OperationCanceledException(e.Message, e, cancellation);
        }
    }

    private async ValueTask<T> TryAsync<T>(Func<AmazonS3Client, CancellationToken, Task<T>> call, TimeSpan patience, CancellationToken cancellation)
    {
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limited.CancelAfter(patience);
        try
        {
            var answer = await call(_session.Value.Client, limited.Token).ConfigureAwait(false);
            _contact.Answered();
            return answer;
        }
        catch (AmazonServiceException e) when (e.StatusCode != 0)
        {
            _contact.Answered();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_session.IsValueCreated) _session.Value.Dispose();
    }
}
